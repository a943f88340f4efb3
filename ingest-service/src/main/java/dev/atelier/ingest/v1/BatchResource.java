package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.v1.GenerationResource.Cost;
import dev.atelier.ingest.v1.GenerationResource.Fault;
import dev.atelier.platform.catalogue.BatchInputs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A batch as the native API shows it, the same in every answer. */
record BatchResource(
        @JsonProperty(required = true) String id,

        @JsonProperty(required = true)
        @JsonPropertyDescription(
                "queued, running and canceling go on; succeeded: all have; canceled: it was, before all had "
                        + "ended; failed: all have ended, and not all succeeded.")
        Status status,

        @JsonPropertyDescription("As asked; null: the project's default.")
        Optional<String> model,

        @JsonProperty(required = true) List<String> tags,
        @JsonProperty(required = true) int total,

        @JsonProperty(required = true) @JsonPropertyDescription("Together they are the total.")
        Counts counts,

        @JsonProperty(required = true) @JsonPropertyDescription("How often what failed was tried again.")
        int round,

        @JsonProperty(required = true) @JsonPropertyDescription("What all of it has cost so far.")
        Cost cost,

        @JsonPropertyDescription("Why nothing of it is run at all.")
        Optional<Fault> error,

        @JsonProperty(required = true) Instant createdAt,
        @JsonProperty(required = true) Instant updatedAt,
        Optional<Instant> endedAt,

        @JsonPropertyDescription("Until when what failed can be tried again; null: nothing can.")
        Optional<Instant> retryUntil,

        @JsonProperty(required = true) Links links) {

    /** How many of it stand how. */
    record Counts(
            @JsonProperty(required = true) @JsonPropertyDescription("Still to be admitted.")
            int waiting,

            @JsonProperty(required = true) @JsonPropertyDescription("Admitted, in line or running.")
            int active,

            @JsonProperty(required = true) int succeeded,
            @JsonProperty(required = true) int failed,
            @JsonProperty(required = true) int canceled,
            @JsonProperty(required = true) int expired,
            @JsonProperty(required = true) int rejected) {}

    /** Where more is to be had. */
    record Links(
            @JsonProperty(required = true) String self,
            @JsonProperty(required = true) String events,
            @JsonProperty(required = true) String cancel,
            @JsonProperty(required = true) String retry,

            @JsonProperty(required = true) @JsonPropertyDescription("The list of its generations.")
            String generations) {}

    /** {@code batch} with links that begin with {@code base}. */
    static BatchResource of(Batch batch, String base) {
        return new BatchResource(
                batch.id(),
                batch.status(),
                batch.model(),
                batch.tags(),
                batch.counts().total(),
                counts(batch.counts()),
                batch.round(),
                new Cost(batch.costMicros()),
                batch.fault().map(fault -> new Fault(fault.code(), fault.message(), fault.field())),
                batch.requestedAt(),
                batch.updatedAt(),
                batch.endedAt(),
                batch.retryUntil(),
                links(batch, base));
    }

    private static Counts counts(Batch.Counts counts) {
        return new Counts(
                counts.waiting(),
                counts.active(),
                counts.succeeded(),
                counts.failed(),
                counts.canceled(),
                counts.expired(),
                counts.rejected());
    }

    private static Links links(Batch batch, String base) {
        String self = "%s/v1/batches/%s".formatted(base, batch.id());
        return new Links(
                self,
                self + "/events",
                self + "/cancel",
                self + "/retry",
                "%s/v1/generations?tag=%s".formatted(base, BatchInputs.label(batch.id())));
    }
}
