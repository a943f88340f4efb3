package dev.atelier.connectors.openai;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Makes the adapter of OpenAI's API. Settings: {@code base-url}, where another server speaks it and no account says where;
 * {@code timeout} of one call.
 */
public final class OpenAiFactory implements ProviderFactory {
    static final String NAME = "openai";

    /** Servers of one's own (vLLM, Ollama, LocalAI) ask for no key, and OpenAI's is not for them. */
    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://api.openai.com/v1"), "OPENAI_API_KEY", true, false);

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
        return new OpenAiProvider(
                context, settings.url(ProviderSettings.BASE_URL).map(RULES::at).orElse(RULES));
    }
}
