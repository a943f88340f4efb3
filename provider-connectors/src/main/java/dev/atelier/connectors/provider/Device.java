package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * What a provider computes on itself, and what is loaded there now.
 *
 * @param name        such as {@code cpu} or {@code cuda:0}
 * @param warmModels  the provider's names of the models that are loaded
 * @param usedBytes   memory that the loaded models take
 * @param budgetBytes memory that loaded models may take
 * @param usage       how much of it was in use lately; empty where it does not tell
 */
public record Device(String name, Set<String> warmModels, long usedBytes, long budgetBytes, Optional<Usage> usage) {
    public Device {
        requireNonNull(name);
        warmModels = Set.copyOf(warmModels);
        requireNonNull(usage);
    }

    /**
     * How much of a device is in use, by whomever.
     *
     * @param load        share of the time that it computes, from 0 to 1; empty where it does not tell
     * @param memoryUsed  bytes of its memory that are in use
     * @param memoryTotal bytes of memory that it has
     */
    public record Usage(Optional<Double> load, long memoryUsed, long memoryTotal) {
        public Usage {
            requireNonNull(load);
        }
    }
}
