package dev.atelier.connectors.provider;

import dev.atelier.event.Capability;
import dev.atelier.event.Correction;
import dev.atelier.event.SchemaViolation;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.util.List;
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

    /** The same job, whose last answer broke the rule {@code message} at {@code path}. */
    public static Job corrected(Job job, String answer, String path, String message) {
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
                job.claim(),
                Optional.ofNullable(job.parameters().get("schema")),
                Optional.of(new Correction(answer, List.of(new SchemaViolation(path, message)))));
    }

    /** The same job, whose answer is judged by the schema among its parameters. */
    public static Job judged(Job job) {
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
                job.claim(),
                Optional.ofNullable(job.parameters().get("schema")),
                Optional.empty());
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
