package dev.atelier.ingest.keys;

/**
 * Who asks.
 *
 * @param project the project it acts for
 * @param keyId   the public id of its key
 * @param admin   whether it may operate the whole installation, beyond its project
 */
public record Caller(String project, String keyId, boolean admin) {
    /** One that acts for its project alone. */
    public Caller(String project, String keyId) {
        this(project, keyId, false);
    }
}
