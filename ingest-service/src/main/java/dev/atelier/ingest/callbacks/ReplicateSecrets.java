package dev.atelier.ingest.callbacks;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.config.Secret;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Secrets in the form of Standard Webhooks: {@code whsec_}, then base64.
 *
 * @param keys what they stand for; nobody changes them
 */
record ReplicateSecrets(List<byte[]> keys) {
    private static final String PREFIX = "whsec_";

    ReplicateSecrets {
        keys = List.copyOf(keys);
    }

    /** The secrets in {@code secret}, the value of the config key {@code key}. */
    static ReplicateSecrets of(String key, Secret secret) {
        List<byte[]> keys = Stream.of(secret.value().strip().split("\\s+"))
                .map(ReplicateSecrets::decoded)
                .toList();
        check(
                keys.stream().allMatch(one -> one.length > 0),
                key,
                "must be whsec_ and base64, or several of them with spaces between",
                "something else");
        return new ReplicateSecrets(keys);
    }

    /** Empty where it is no secret. */
    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ReplicateSecrets[%d]".formatted(keys.size());
    }
}
