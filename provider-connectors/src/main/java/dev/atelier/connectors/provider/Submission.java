package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a job after asking the provider. */
public sealed interface Submission {
    /**
     * The provider is at it.
     *
     * @param providerRequestId the provider's own id, by which any process can ask again
     * @param askAgainIn        when asking again is worth it
     */
    record Pending(String providerRequestId, Duration askAgainIn) implements Submission {
        public Pending {
            requireNonNull(providerRequestId);
            requireNonNull(askAgainIn);
        }
    }

    /**
     * It is done.
     *
     * @param outputs    what was made; none at all counts as a malformed reply
     * @param metrics    numbers that the provider tells, such as seconds of inference
     * @param details    words that the provider tells, such as its version or the seed used
     * @param costMicros what the provider charges, in millionths of the account's currency, where it says so
     */
    record Succeeded(
            List<Output> outputs, Map<String, Double> metrics, Map<String, String> details, Optional<Long> costMicros)
            implements Submission {
        public Succeeded {
            outputs = List.copyOf(outputs);
            metrics = Map.copyOf(metrics);
            details = Map.copyOf(details);
            requireNonNull(costMicros);
        }
    }

    /** It was refused or went wrong, and the failure names the remedy. */
    record Failed(Failure failure) implements Submission {
        public Failed {
            requireNonNull(failure);
        }
    }
}
