package dev.atelier.stack;

import java.net.URI;
import java.util.Objects;

/**
 * The object store and the keys that open it.
 *
 * @param uri       where the store answers; buckets are path segments
 * @param accessKey names the one user
 * @param secretKey signs requests
 */
public record S3Endpoint(URI uri, String accessKey, String secretKey) {
    public S3Endpoint {
        Objects.requireNonNull(uri);
        Objects.requireNonNull(accessKey);
        Objects.requireNonNull(secretKey);
    }

    /** Without the secret, so that it cannot reach a log. */
    @Override
    public String toString() {
        return "S3Endpoint[uri=%s, accessKey=%s, secretKey=redacted]".formatted(uri, accessKey);
    }
}
