package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.event.Correction;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
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
 * @param schema        EXTRACT: the JSON Schema that the answer is judged by, if there is one
 * @param correction    what was answered last, and what is to be better this time
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
        Claim claim,
        Optional<JsonNode> schema,
        Optional<Correction> correction) {
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
        requireNonNull(schema);
        requireNonNull(correction);
    }

    /** Without a schema to be judged by. */
    public Job(
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
        this(
                generationId,
                project,
                account,
                model,
                providerModel,
                capability,
                parameters,
                attempt,
                deadline,
                inputs,
                claim,
                Optional.empty(),
                Optional.empty());
    }

    /** The same with other parameters. */
    public Job with(ObjectNode others) {
        return new Job(
                generationId,
                project,
                account,
                model,
                providerModel,
                capability,
                others,
                attempt,
                deadline,
                inputs,
                claim,
                schema,
                correction);
    }

    /** Without the parameters, which may hold a prompt. */
    @Override
    public String toString() {
        return "Job[generationId=%s, project=%s, attempt=%d]".formatted(generationId, project, attempt);
    }
}
