package dev.atelier.connectors.provider;

import dev.atelier.connectors.account.AccountRules;
import java.util.Optional;

/** Makes a provider. Found by {@link java.util.ServiceLoader}, so that a jar on the class path adds one. */
public interface ProviderFactory {
    /** The provider's name, as in {@code jobs.<name>} and in the settings. */
    String name();

    /** What holds for its accounts; none where jobs run without credentials or an address. */
    default Optional<AccountRules> accounts() {
        return Optional.empty();
    }

    /**
     * A provider that stands in {@code context}.
     *
     * @throws dev.atelier.platform.config.InvalidConfigException when a setting is unknown, missing or out of range
     */
    Provider create(ProviderContext context);
}
