package dev.atelier.platform.objects;

/** The object store refused or could not be reached. */
public final class ObjectStoreException extends RuntimeException {
    public ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
