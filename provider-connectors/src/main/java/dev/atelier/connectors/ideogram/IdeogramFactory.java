package dev.atelier.connectors.ideogram;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/** Makes the adapter of Ideogram. Its one setting is {@code timeout}, the longest wait for what is made: five minutes. */
public final class IdeogramFactory implements ProviderFactory {
    static final String NAME = "ideogram";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://api.ideogram.ai"), "IDEOGRAM_API_KEY", true);

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

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
        context.settings().allowOnly(Set.of(ProviderSettings.TIMEOUT));
        return new IdeogramProvider(context, RULES, context.settings().timeout(TIMEOUT));
    }
}
