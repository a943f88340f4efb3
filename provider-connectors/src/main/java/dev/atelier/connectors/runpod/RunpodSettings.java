package dev.atelier.connectors.runpod;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.ProviderSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator may say about RunPod.
 *
 * @param executionTimeout {@code execution-timeout}: how long a worker may run a job; what the endpoint says when absent
 * @param probeEndpoint    {@code probe-endpoint}: an endpoint by which credentials are tried
 */
record RunpodSettings(Optional<Duration> executionTimeout, Optional<String> probeEndpoint) {
    /** RunPod takes nothing shorter. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    RunpodSettings {
        requireNonNull(executionTimeout);
        requireNonNull(probeEndpoint);
    }

    static RunpodSettings of(ProviderSettings settings) {
        settings.allowOnly(Set.of("execution-timeout", "probe-endpoint"));
        return new RunpodSettings(settings.duration("execution-timeout", SHORTEST), settings.text("probe-endpoint"));
    }
}
