package dev.atelier.ingest.http;

import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.keys.KeyUses;
import dev.atelier.ingest.keys.Passes;
import dev.atelier.ingest.limits.ClientAddresses;
import dev.atelier.ingest.limits.Guesses;
import dev.atelier.ingest.limits.RateLimits;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.RootSecret;
import java.time.InstantSource;
import java.util.Optional;

/** An edge that knows nobody. */
final class Strangers {
    private Strangers() {}

    static Authentication authentication() {
        return new Authentication(
                new Authentication.Directory(
                        new ApiKeys(InstantSource.system()),
                        new KeyUses(_ -> {}, Runnable::run, InstantSource.system()),
                        Optional.empty(),
                        new Passes(
                                new RootSecret(new Secret("the secret of an edge that knows nobody")),
                                InstantSource.system())),
                new Authentication.Limits(
                        new RateLimits(_ -> Optional.empty(), 1), new Guesses(1), new ClientAddresses(0)));
    }
}
