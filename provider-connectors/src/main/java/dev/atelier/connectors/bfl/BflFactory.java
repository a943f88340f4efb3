package dev.atelier.connectors.bfl;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Makes the adapter of Black Forest Labs. With the setting {@code callbacks} its tasks call back, where callbacks are
 * configured; the vendor then need not say where a task is asked for.
 */
public final class BflFactory implements ProviderFactory {
    static final String NAME = "bfl";
    static final String CALLBACKS = "callbacks";

    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://api.bfl.ai"), "BFL_API_KEY", true);

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
        context.settings().allowOnly(Set.of(CALLBACKS));
        return new BflProvider(context, RULES, context.settings().flag(CALLBACKS));
    }
}
