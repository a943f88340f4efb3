package dev.atelier.connectors;

import dev.atelier.platform.config.ConfigLoader;
import java.util.Map;
import java.util.Optional;

/**
 * How one provider runs here.
 *
 * @param enabled  whether this service takes its jobs
 * @param slots    jobs that may run at once
 * @param settings the provider's own settings
 */
public record ProviderConfig(boolean enabled, int slots, Map<String, String> settings) {
    public ProviderConfig {
        settings = Map.copyOf(settings);
    }

    /** How a provider from another jar runs that the config does not name. */
    static ProviderConfig usual() {
        return new ConfigLoader(Map.of()).load(ProviderConfig.class, Optional.empty());
    }
}
