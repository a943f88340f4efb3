package org.example.easel;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/** Makes the adapter of Easel. Its one setting is {@code varnish}, {@code matt} or {@code gloss}. */
public final class EaselFactory implements ProviderFactory {
    static final String NAME = "easel";

    private static final String VARNISH = "varnish";

    /** Its API, and the variable that holds the key, without which nobody is answered. */
    private static final AccountRules RULES =
            new AccountRules(NAME, HttpUrl.get("https://api.easel.example/v1"), "EASEL_KEY", true);

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
        context.settings().allowOnly(Set.of(VARNISH));
        return new EaselProvider(
                context,
                RULES,
                context.settings().oneOf(VARNISH, Set.of("matt", "gloss")).orElse("matt"));
    }
}
