package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.RedriveJob;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A bulk redrive and how far it is. */
record RedriveJobResource(
        @JsonProperty(required = true) String id,

        @JsonProperty(required = true)
        @JsonPropertyDescription("running, finished, failed or interrupted; the same asked for again goes on where "
                + "an interrupted one was.")
        String state,

        @JsonProperty(required = true) boolean dryRun,
        @JsonProperty(required = true) boolean forced,
        @JsonProperty(required = true) int ratePerSecond,
        @JsonProperty(required = true) Which filter,

        @JsonProperty(required = true) @JsonPropertyDescription("The id of the key that asked for it.")
        String by,

        @JsonProperty(required = true) Instant startedAt,
        @JsonProperty(required = true) Instant updatedAt,
        @JsonProperty(required = true) Counts counts,
        @JsonPropertyDescription("Why it failed.") Optional<String> failure) {
    /** Which dead letters it was asked for. */
    record Which(Optional<String> topic, Optional<String> cause, Optional<Instant> since, Optional<Instant> until) {}

    /** Numbers of dead letters so far. */
    record Counts(
            @JsonProperty(required = true) @JsonPropertyDescription("Looked at.")
            long seen,

            @JsonProperty(required = true) @JsonPropertyDescription("Asked for.")
            long matched,

            @JsonProperty(required = true)
            @JsonPropertyDescription("Asked for, not put back before, and from a topic that takes them.")
            long redrivable,

            @JsonProperty(required = true) @JsonPropertyDescription("Put back; none in a dry run.")
            long redriven,

            @JsonProperty(required = true) @JsonPropertyDescription("Asked for, but put back before.")
            long done,

            @JsonProperty(required = true) @JsonPropertyDescription("Asked for, but from where none is put back.")
            long refused) {}

    static RedriveJobResource of(RedriveJob job) {
        return new RedriveJobResource(
                job.getJob(),
                job.getState().name().toLowerCase(Locale.ROOT),
                job.getDryRun(),
                job.getForced(),
                job.getRatePerSecond(),
                new Which(job.getTopic(), job.getCause(), job.getSince(), job.getUntil()),
                job.getKeyId(),
                job.getStartedAt(),
                job.getUpdatedAt(),
                new Counts(
                        job.getSeen(),
                        job.getMatched(),
                        job.getRedrivable(),
                        job.getRedriven(),
                        job.getDone(),
                        job.getRefused()),
                job.getFailure());
    }
}
