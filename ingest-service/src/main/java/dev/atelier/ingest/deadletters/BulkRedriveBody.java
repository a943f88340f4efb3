package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.QueryReader;
import java.util.Optional;

/** The body of {@code POST /v1/dead-letters/redrive}. */
record BulkRedriveBody(
        @JsonProperty(required = true) @JsonPropertyDescription("Which ones; {} is all there are.")
        Which filter,

        @JsonPropertyDescription("Most that are put back in a second: from 1 to 1000. Left out: 10.")
        Optional<Integer> ratePerSecond,

        @JsonPropertyDescription("Whether only to count. Left out: no.")
        Optional<Boolean> dryRun,

        @JsonPropertyDescription("Whether to put those back too that were put back before. Left out: no.")
        Optional<Boolean> force) {
    /** Which dead letters. */
    record Which(
            @JsonPropertyDescription("Only those that come from this topic.")
            Optional<String> topic,

            @JsonPropertyDescription("Only those whose exception or message holds this text.")
            Optional<String> cause,

            @JsonPropertyDescription("Only those put aside at or after this time.")
            Optional<String> since,

            @JsonPropertyDescription("Only those put aside before this time.")
            Optional<String> until) {
        private LetterFilter toFilter() {
            return new LetterFilter(
                    topic,
                    cause,
                    since.map(text -> QueryReader.instant("filter.since", text)),
                    until.map(text -> QueryReader.instant("filter.until", text)));
        }
    }

    /** What it asks for, on behalf of the key {@code keyId}. */
    BulkOrder toOrder(String keyId) {
        int rate = ratePerSecond.orElse(Pacer.USUAL);
        if (rate < 1 || rate > Pacer.FASTEST) {
            throw RefusedException.invalid(
                    "ratePerSecond", "ratePerSecond must be from 1 to %d, but was %d".formatted(Pacer.FASTEST, rate));
        }
        return new BulkOrder(keyId, filter.toFilter(), rate, dryRun.orElse(false), force.orElse(false));
    }
}
