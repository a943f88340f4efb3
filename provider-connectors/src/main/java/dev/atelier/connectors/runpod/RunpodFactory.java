package dev.atelier.connectors.runpod;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Makes the adapter of RunPod. Its settings are those of {@link RunpodSettings}. */
public final class RunpodFactory implements ProviderFactory {
    static final String NAME = "runpod";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://api.runpod.ai/v2"), "RUNPOD_API_KEY", true);

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
        return new RunpodProvider(context, RULES, RunpodSettings.of(context.settings()));
    }
}
