package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.generation.Regenerate.Changes;
import dev.atelier.ingest.generation.Replay.Wanted;
import dev.atelier.ingest.http.QueryReader;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v1/replays}: which generations are asked for again, and what is to be other than it was. */
record ReplayBody(
        @JsonPropertyDescription("Which generations of those that are over. Left out: all of them, up to 10000.")
        Optional<Selection> filter,

        @JsonPropertyDescription(
                "Only tell how many it would be and what they would cost; nothing is asked for. Left out: false.")
        Optional<Boolean> dryRun,

        @JsonPropertyDescription("Most that are begun a second, above 0. Left out: as fast as those before them end.")
        Optional<Double> ratePerSecond,

        @JsonPropertyDescription("Name of the model. Left out: the same.")
        Optional<String> model,

        @JsonPropertyDescription("Laid over each old input, key by key; null removes a key. Left out: the same.")
        Optional<ObjectNode> input,

        @JsonPropertyDescription("Name of the style preset; empty for none. Left out: the same.")
        Optional<String> style,

        @JsonPropertyDescription("Your own labels, in place of the old ones. Left out: the same.")
        Optional<List<String>> tags,

        @JsonPropertyDescription("Higher goes first among batches: from -10 to 10. Left out: 0.")
        Optional<Integer> priorityLevel,

        @JsonPropertyDescription(SubmitBody.START_DEADLINE) Optional<String> startDeadline,

        @JsonPropertyDescription(SubmitBody.DEADLINE) Optional<String> deadline,

        @JsonPropertyDescription(SubmitBody.MAX_ATTEMPTS) Optional<Integer> maxAttempts) {

    /** Those that meet every condition that is given. */
    record Selection(
            @JsonPropertyDescription("Only those that ended so.")
            Optional<String> status,

            @JsonPropertyDescription("Only those that carry this label.")
            Optional<String> tag,

            @JsonPropertyDescription("Only those of this model, by its full name.")
            Optional<String> model,

            @JsonPropertyDescription("Only those that were asked for by this pattern.")
            Optional<String> pattern,

            @JsonPropertyDescription("Only those asked for at or after this time.")
            Optional<String> after,

            @JsonPropertyDescription("Only those asked for before this time.")
            Optional<String> before) {
        private static final Selection ALL = new Selection(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        private Query query() {
            return new Query(
                    ListQuery.filter("filter.", new ListQuery.Words(status, tag, model, pattern, after)),
                    before.map(text -> QueryReader.instant("filter.before", text)),
                    Optional.empty(),
                    ListGenerations.MOST);
        }
    }

    boolean isDryRun() {
        return dryRun.orElse(false);
    }

    /** What it asks for, in the words of the use case. */
    Wanted toWanted() {
        var conditions = new Conditions(Lane.BATCH, priorityLevel, startDeadline, deadline, maxAttempts, OnLimit.QUEUE);
        return new Wanted(
                filter.orElse(Selection.ALL).query(),
                new Changes(model, input, style, tags, conditions, Optional.empty()),
                ratePerSecond);
    }
}
