package dev.atelier.connectors;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.util.Map;

/**
 * How one provider runs here.
 *
 * @param enabled  whether this service takes its jobs
 * @param slots    jobs that may run at once
 * @param settings the provider's own settings
 */
public record ProviderConfig(boolean enabled, int slots, Map<String, String> settings) {
    public ProviderConfig {
        check(slots > 0, "providers.<name>.slots", "must be at least 1", slots);
        settings = Map.copyOf(settings);
    }
}
