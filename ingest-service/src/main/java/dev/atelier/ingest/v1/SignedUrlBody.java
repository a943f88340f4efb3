package dev.atelier.ingest.v1;

import java.util.Optional;

/**
 * The body of a request for a link to upload by.
 *
 * @param path what the file is called; a folder before it does not count
 * @param name the same in another word
 */
record SignedUrlBody(Optional<String> path, Optional<String> name) {
    String file() {
        return path.or(() -> name).orElse("");
    }
}
