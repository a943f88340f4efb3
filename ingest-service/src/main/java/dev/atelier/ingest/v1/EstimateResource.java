package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.estimate.Estimate;
import dev.atelier.ingest.estimate.Estimate.Way;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.line.Queue.Prospect;
import dev.atelier.platform.budget.BudgetRules.Left;
import dev.atelier.platform.catalogue.PriceBook.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What would become of a request, as the native API says it. Money is in millionths. */
record EstimateResource(
        @JsonProperty(required = true) String model,
        @JsonProperty(required = true) SubmitBody.Task capability,

        @JsonProperty(required = true) @JsonPropertyDescription("Whether it would be let in now.")
        boolean admitted,

        @JsonPropertyDescription("Why it would not be let in.")
        Optional<RefusalForeseen> refusal,

        @JsonPropertyDescription("What it would cost where it is tried first; null where nobody knows.")
        Optional<Long> costMicros,

        @JsonProperty(required = true) @JsonPropertyDescription("Where it may run, best first.")
        List<EstimatedRoute> routes,

        @JsonProperty(required = true)
        @JsonPropertyDescription("What is left of each bound of the project's budget, and of the key's share.")
        List<BudgetLeft> budget,

        @JsonPropertyDescription("How it would stand in line, as far as is known.")
        Optional<EstimatedWait> queue) {
    /** Why it would not be let in: with what status and error a request is refused, at once or as its final word. */
    record RefusalForeseen(
            @JsonProperty(required = true) int status,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String message,
            Optional<String> field) {
        static RefusalForeseen of(Problem problem) {
            return new RefusalForeseen(problem.status(), problem.code(), problem.message(), problem.field());
        }
    }

    /** A place where it may run. */
    record EstimatedRoute(
            @JsonProperty(required = true) String provider,
            @JsonPropertyDescription("Shown to admins.") Optional<String> account,
            Optional<Long> costMicros,

            @JsonPropertyDescription("How the cost comes about: micros for each of so many units.")
            Optional<EstimatedPrice> price) {
        static EstimatedRoute of(Way way, boolean admin) {
            return new EstimatedRoute(
                    way.target().getProvider(),
                    Optional.of(way.target().getAccount()).filter(_ -> admin),
                    way.quote().map(Quote::micros),
                    way.quote().map(EstimatedPrice::of));
        }
    }

    /** A line of the price book, and how often it counts. */
    record EstimatedPrice(
            @JsonProperty(required = true) long micros,

            @JsonProperty(required = true) @JsonPropertyDescription("request, output, megapixel or second.")
            String per,

            @JsonProperty(required = true) BigDecimal quantity) {
        static EstimatedPrice of(Quote quote) {
            return new EstimatedPrice(
                    quote.price().getMicros(),
                    quote.price().getPer().name().toLowerCase(Locale.ROOT),
                    quote.quantity());
        }
    }

    /** What is left of one bound. */
    record BudgetLeft(
            @JsonProperty(required = true) @JsonPropertyDescription("The project or the key.")
            String whose,

            @JsonProperty(required = true) @JsonPropertyDescription("day, month or ever.")
            String period,

            @JsonProperty(required = true) long mostMicros,
            @JsonProperty(required = true) long leftMicros) {
        static BudgetLeft of(Left left) {
            return new BudgetLeft(
                    left.whose(),
                    left.period().name().toLowerCase(Locale.ROOT),
                    left.mostMicros(),
                    Math.max(0, left.leftMicros()));
        }
    }

    /** How it would stand in line. */
    record EstimatedWait(
            @JsonProperty(required = true) @JsonPropertyDescription("How many would go first.")
            long before,

            @JsonProperty(required = true) @JsonPropertyDescription("Whether an operator holds its line.")
            boolean paused,

            @JsonPropertyDescription("When it is likely to start.")
            Optional<Instant> estimatedStart,

            @JsonPropertyDescription("How long those before it took to run.")
            Optional<Long> runMillis) {
        static EstimatedWait of(Prospect prospect) {
            return new EstimatedWait(
                    prospect.before(), prospect.paused(), prospect.estimatedStart(), prospect.runMillis());
        }
    }

    /** {@code estimate} as {@code admin} or anybody sees it. */
    static EstimateResource of(Estimate estimate, boolean admin) {
        return new EstimateResource(
                estimate.model(),
                SubmitBody.Task.of(estimate.capability()),
                estimate.refusal().isEmpty(),
                estimate.refusal().map(RefusalForeseen::of),
                estimate.micros(),
                estimate.ways().stream()
                        .map(way -> EstimatedRoute.of(way, admin))
                        .toList(),
                estimate.left().stream().map(BudgetLeft::of).toList(),
                estimate.prospect().map(EstimatedWait::of));
    }
}
