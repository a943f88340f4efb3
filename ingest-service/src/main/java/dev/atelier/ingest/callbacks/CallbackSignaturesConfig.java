package dev.atelier.ingest.callbacks;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.config.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * What vendors' signatures are verified with, beside what the edge derives from {@code callbacks.secret}. Where one is not
 * given, the token in the URL is all the proof there is.
 *
 * @param falKeys         where fal publishes its keys, as a JWKS
 * @param replicateSecret signing secret of Replicate's account, which begins with {@code whsec_}; of several accounts all of
 *                        them, with spaces between
 */
public record CallbackSignaturesConfig(Optional<URI> falKeys, Optional<Secret> replicateSecret) {
    private static final String REPLICATE = "callback-signatures.replicate-secret";

    public CallbackSignaturesConfig {
        falKeys.ifPresent(url -> check(
                url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                "callback-signatures.fal-keys",
                "must be an http or https URL",
                url));
        replicateSecret.ifPresent(secret -> ReplicateSecrets.of(REPLICATE, secret));
    }

    Optional<ReplicateSecrets> replicateSecrets() {
        return replicateSecret.map(secret -> ReplicateSecrets.of(REPLICATE, secret));
    }
}
