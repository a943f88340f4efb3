package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a provider computes on itself, and what is loaded there now.
 *
 * @param name        such as {@code cpu} or {@code cuda:0}
 * @param warmModels  the provider's names of the models that are loaded
 * @param usedBytes   memory that the loaded models take
 * @param budgetBytes memory that loaded models may take
 */
public record Device(String name, Set<String> warmModels, long usedBytes, long budgetBytes) {
    public Device {
        requireNonNull(name);
        warmModels = Set.copyOf(warmModels);
    }
}
