package dev.atelier.platform.objects;

/**
 * Where things lie in the object store. Each project has its own folder, and content in it is named by its hash: storing
 * the same bytes twice leaves one object.
 */
public final class ObjectKeys {
    /** What a value of an input begins with that names an object; the key follows. */
    public static final String SCHEME = "object://";
    /** What the keys of all pieces of uploads begin with. */
    public static final String PIECES = "uploads/";

    private ObjectKeys() {}

    /** An artifact or an input of {@code project}, by the SHA-256 of its content. */
    public static String content(String project, String sha256) {
        return "projects/%s/content/%s/%s".formatted(project, sha256.substring(0, 2), sha256);
    }

    /** The provenance of a generation: a JSON document beside its artifacts. */
    public static String provenance(String project, String generationId) {
        return "projects/%s/provenance/%s.json".formatted(project, generationId);
    }

    /** An output that waits for the sink to promote it. */
    public static String staging(String project, String generationId, int attempt, int index) {
        return "staging/%s/%s/%d-%d".formatted(project, generationId, attempt, index);
    }

    /** What has arrived so far of an upload, in pieces; the ids begin with the time, so the oldest come first. */
    public static String pieces(String uploadId) {
        return "%s%s/".formatted(PIECES, uploadId);
    }
}
