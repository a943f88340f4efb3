package dev.atelier.connectors.cog;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Makes the adapter of Cog's containers, which ask for no key. Settings: {@code base-url}, where the container is that no
 * account says otherwise of; {@code timeout} of one run.
 */
public final class CogFactory implements ProviderFactory {
    static final String NAME = "cog";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("http://127.0.0.1:5000"), "COG_API_KEY", false);

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
        var settings = context.settings();
        settings.allowOnly(Set.of(ProviderSettings.BASE_URL, ProviderSettings.TIMEOUT));
        return new CogProvider(
                context, settings.url(ProviderSettings.BASE_URL).map(RULES::at).orElse(RULES));
    }
}
