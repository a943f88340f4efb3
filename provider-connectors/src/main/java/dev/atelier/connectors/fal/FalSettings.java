package dev.atelier.connectors.fal;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.ProviderSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator may say about fal.
 *
 * @param priority    {@code priority}: {@code normal}, or {@code low}, which lets others of the same account pass
 * @param keepOutputs {@code keep-outputs}: how long fal keeps what it made; as long as it likes when absent
 */
record FalSettings(Optional<String> priority, Optional<Duration> keepOutputs) {
    /** Time enough to fetch an output, also for whoever takes over from another process. */
    private static final Duration LEAST_KEPT = Duration.ofHours(1);

    FalSettings {
        requireNonNull(priority);
        requireNonNull(keepOutputs);
    }

    static FalSettings of(ProviderSettings settings) {
        settings.allowOnly(Set.of("priority", "keep-outputs"));
        return new FalSettings(
                settings.oneOf("priority", Set.of("normal", "low")), settings.duration("keep-outputs", LEAST_KEPT));
    }
}
