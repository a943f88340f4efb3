package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider is asked to do. Shared between threads, so nobody changes {@code parameters}.
 *
 * @param generationId  the generation
 * @param project       the project that pays
 * @param account       whose credentials to use
 * @param model         name of the model as clients know it
 * @param providerModel name of the model at the provider
 * @param capability    what to do
 * @param parameters    what to ask of the provider
 * @param attempt       counts dispatches from 1
 * @param deadline      after this the answer is worthless
 * @param inputs        reads the files that the parameters refer to
 * @param claim         asked before anything may be started
 */
public record Job(
        String generationId,
        String project,
        String account,
        String model,
        String providerModel,
        Capability capability,
        ObjectNode parameters,
        int attempt,
        Optional<Instant> deadline,
        InputFiles inputs,
        Claim claim) {
    public Job {
        requireNonNull(generationId);
        requireNonNull(project);
        requireNonNull(account);
        requireNonNull(model);
        requireNonNull(providerModel);
        requireNonNull(capability);
        requireNonNull(parameters);
        requireNonNull(deadline);
        requireNonNull(inputs);
        requireNonNull(claim);
    }

    /** Without the parameters, which may hold a prompt. */
    @Override
    public String toString() {
        return "Job[generationId=%s, project=%s, attempt=%d]".formatted(generationId, project, attempt);
    }
}
