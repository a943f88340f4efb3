package dev.atelier.ingest.manifest;

/** A manifest cannot be written, or what was given is none. Its message says why, and holds nothing of the content. */
public final class ManifestException extends RuntimeException {
    ManifestException(String message) {
        super(message);
    }

    ManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
