package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

/**
 * A file in the object store.
 *
 * @param name      what it is called without its extension; any text
 * @param mediaType its type by its content
 * @param sha256    the hash of its content, in hexadecimal
 * @param key       where it lies
 */
public record StoredFile(String name, String mediaType, long bytes, String sha256, String key) {
    public StoredFile {
        requireNonNull(name);
        requireNonNull(mediaType);
        requireNonNull(sha256);
        requireNonNull(key);
    }
}
