package dev.atelier.connectors.provider;

import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Jobs for tests. */
public final class Jobs {
    public static final String GENERATION = "0190b5a0-0000-7000-8000-000000000001";

    private Jobs() {}

    /** A first attempt with {@code parameters} in JSON, which refer to no files. */
    public static Job of(Capability capability, String parameters) {
        return of(
                capability,
                parameters,
                1,
                (field, _) -> new InputFile.Unreadable(new Failure.InvalidRequest("no such file", Optional.of(field))));
    }

    /** A first attempt at the vendor's {@code providerModel}. */
    public static Job at(String providerModel, Capability capability, String parameters) {
        return at(providerModel, of(capability, parameters));
    }

    /** The same job, at the vendor's {@code providerModel}. */
    public static Job at(String providerModel, Job job) {
        return new Job(
                job.generationId(),
                job.project(),
                job.account(),
                job.model(),
                providerModel,
                job.capability(),
                job.parameters(),
                job.attempt(),
                job.deadline(),
                job.inputs(),
                job.claim());
    }

    /** The same job, which {@code claim} is asked of. */
    public static Job with(Claim claim, Job job) {
        return new Job(
                job.generationId(),
                job.project(),
                job.account(),
                job.model(),
                job.providerModel(),
                job.capability(),
                job.parameters(),
                job.attempt(),
                job.deadline(),
                job.inputs(),
                claim);
    }

    /** The next attempt at the same generation. */
    public static Job again(Job job) {
        return new Job(
                job.generationId(),
                job.project(),
                job.account(),
                job.model(),
                job.providerModel(),
                job.capability(),
                job.parameters(),
                job.attempt() + 1,
                job.deadline(),
                job.inputs(),
                job.claim());
    }

    public static Job of(Capability capability, String parameters, int attempt, InputFiles inputs) {
        return new Job(
                GENERATION,
                "demo",
                "account",
                "atelier/model",
                "model",
                capability,
                (ObjectNode) Json.MAPPER.readTree(parameters),
                attempt,
                Optional.empty(),
                inputs,
                () -> true);
    }
}
