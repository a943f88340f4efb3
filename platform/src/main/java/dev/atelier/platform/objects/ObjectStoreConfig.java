package dev.atelier.platform.objects;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.config.Secret;
import java.net.URI;

/**
 * Where the object store is.
 *
 * @param endpoint  its S3 API
 * @param bucket    the one bucket that Atelier uses; created when missing
 * @param accessKey the name of the environment variable that holds the access key
 * @param secretKey the name of the environment variable that holds the secret key
 */
public record ObjectStoreConfig(URI endpoint, String bucket, Secret accessKey, Secret secretKey) {
    public ObjectStoreConfig {
        check(endpoint.isAbsolute(), "objects.endpoint", "must be an absolute URL", endpoint);
        check(bucket.matches("[a-z0-9][a-z0-9.-]{2,62}"), "objects.bucket", "must be an S3 bucket name", bucket);
    }
}
