package dev.atelier.connectors.fal;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Makes the adapter of fal. Its settings are those of {@link FalSettings}. */
public final class FalFactory implements ProviderFactory {
    static final String NAME = "fal";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://queue.fal.run"), "FAL_KEY", true);

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
        return new FalProvider(context, RULES, FalSettings.of(context.settings()));
    }
}
