package dev.atelier.connectors.google;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/** Makes the adapter of the Gemini API. Its setting: {@code timeout} of one call. */
public final class GoogleFactory implements ProviderFactory {
    static final String NAME = "google";

    private static final AccountRules RULES = new AccountRules(
            NAME, HttpUrl.get("https://generativelanguage.googleapis.com/v1beta"), "GEMINI_API_KEY", true);

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
        return new GoogleProvider(context, RULES);
    }
}
