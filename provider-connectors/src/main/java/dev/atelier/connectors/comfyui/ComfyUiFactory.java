package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Makes the adapter of ComfyUI servers, which ask for no key. Its setting: {@code base-url}, where the server is that no
 * account says otherwise of.
 */
public final class ComfyUiFactory implements ProviderFactory {
    static final String NAME = "comfyui";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("http://127.0.0.1:8188"), "COMFYUI_API_KEY", false);

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
        settings.allowOnly(Set.of(ProviderSettings.BASE_URL));
        return new ComfyUiProvider(
                context, settings.url(ProviderSettings.BASE_URL).map(RULES::at).orElse(RULES));
    }
}
