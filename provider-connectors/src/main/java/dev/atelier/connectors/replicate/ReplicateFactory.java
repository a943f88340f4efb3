package dev.atelier.connectors.replicate;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/** Makes the adapter of Replicate. It has no settings. */
public final class ReplicateFactory implements ProviderFactory {
    static final String NAME = "replicate";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://api.replicate.com/v1"), "REPLICATE_API_TOKEN", true);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<AccountRules> accounts() {
        return Optional.of(RULES);
    }

    @Override
    public Provider create(ProviderContext context) {
        context.settings().allowOnly(Set.of());
        return new ReplicateProvider(context, RULES);
    }
}
