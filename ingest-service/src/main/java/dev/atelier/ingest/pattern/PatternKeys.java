package dev.atelier.ingest.pattern;

/** The keys of {@code config.patterns}: one for each version, which is written once, and one for each of what may change. */
final class PatternKeys {
    private static final String PUBLISHED = "published";
    private static final String ACTIVE = "active";
    private static final String DELETED = "deleted";

    private PatternKeys() {}

    static String version(String patternId, String saveId) {
        return key(patternId, saveId);
    }

    static String published(String patternId) {
        return key(patternId, PUBLISHED);
    }

    static String active(String patternId) {
        return key(patternId, ACTIVE);
    }

    static String deleted(String patternId) {
        return key(patternId, DELETED);
    }

    /** What {@link #version} was given. */
    static String saveId(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static String key(String patternId, String what) {
        return patternId + "/" + what;
    }
}
