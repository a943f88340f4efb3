package dev.atelier.platform.metadata;

/** The metadata store could not be reached or prepared. */
public final class MetadataException extends RuntimeException {
    public MetadataException(String message, Throwable cause) {
        super(message, cause);
    }
}
