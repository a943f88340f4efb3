package dev.atelier.connectors;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.objects.ObjectStoreConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the connectors run.
 *
 * @param kafka            where the log is
 * @param objects          where large inputs and outputs lie
 * @param outbound         which addresses outside may be reached
 * @param callbacks        where providers call back
 * @param workerId         who signs the reports; a random name when absent
 * @param drainTimeout     how long a stopping service lets its jobs finish
 * @param providers        the providers that Atelier brings, by name
 * @param outsideProviders providers from other jars on the class path, by name
 */
public record ConnectorsConfig(
        KafkaConfig kafka,
        ObjectStoreConfig objects,
        OutboundConfig outbound,
        CallbacksConfig callbacks,
        Optional<String> workerId,
        Duration drainTimeout,
        Map<String, ProviderConfig> providers,
        Map<String, ProviderConfig> outsideProviders) {
    public ConnectorsConfig {
        requireNonNull(kafka);
        requireNonNull(objects);
        requireNonNull(outbound);
        requireNonNull(callbacks);
        requireNonNull(workerId);
        check(!drainTimeout.isNegative(), "drain-timeout", "must not be negative", drainTimeout);
        providers = Map.copyOf(providers);
        outsideProviders = Map.copyOf(outsideProviders);
    }

    /** The providers to run, by name, in the order of their names. */
    public Map<String, ProviderConfig> enabledProviders() {
        var all = new HashMap<>(outsideProviders);
        all.putAll(providers);
        all.values().removeIf(provider -> !provider.enabled());
        return new TreeMap<>(all);
    }
}
