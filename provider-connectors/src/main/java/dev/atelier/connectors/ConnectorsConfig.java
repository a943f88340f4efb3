package dev.atelier.connectors;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.objects.ObjectStoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the connectors run.
 *
 * @param kafka        where the log is
 * @param objects      where large inputs and outputs lie
 * @param outbound     which addresses outside may be reached
 * @param callbacks    where providers call back
 * @param workerId     who signs the reports; a random name when absent
 * @param drainTimeout how long a stopping service lets its jobs finish
 * @param providerJars folder of jars that bring further providers
 * @param providers    how each provider runs, by name
 */
public record ConnectorsConfig(
        KafkaConfig kafka,
        ObjectStoreConfig objects,
        OutboundConfig outbound,
        CallbacksConfig callbacks,
        Optional<String> workerId,
        Duration drainTimeout,
        Optional<Path> providerJars,
        Map<String, ProviderConfig> providers) {
    public ConnectorsConfig {
        requireNonNull(kafka);
        requireNonNull(objects);
        requireNonNull(outbound);
        requireNonNull(callbacks);
        requireNonNull(workerId);
        requireNonNull(providerJars);
        check(!drainTimeout.isNegative(), "drain-timeout", "must not be negative", drainTimeout);
        providers = Map.copyOf(providers);
        providers.forEach((name, provider) -> check(
                provider.slots() > 0, "providers.%s.slots".formatted(name), "must be at least 1", provider.slots()));
    }

    /** The same, with {@code folder} as the folder of jars where none is said. */
    public ConnectorsConfig orProviderJars(Path folder) {
        return new ConnectorsConfig(
                kafka,
                objects,
                outbound,
                callbacks,
                workerId,
                drainTimeout,
                providerJars.or(() -> Optional.of(folder)),
                providers);
    }
}
