package dev.atelier.ingest.estimate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelTarget;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.line.Queue.Prospect;
import dev.atelier.platform.budget.BudgetRules.Left;
import dev.atelier.platform.catalogue.PriceBook.Quote;
import java.util.List;
import java.util.Optional;

/**
 * What would become of a request.
 *
 * @param model      the model that would run
 * @param capability what it would do
 * @param ways       where it may run, the one that is tried first in front
 * @param left       what is left of each bound of its budget
 * @param prospect   how it would stand in line for the first way; absent where there is none
 * @param refusal    why it would not be let in now; absent: it would
 */
public record Estimate(
        String model,
        Capability capability,
        List<Way> ways,
        List<Left> left,
        Optional<Prospect> prospect,
        Optional<Problem> refusal) {
    public Estimate {
        requireNonNull(prospect);
        requireNonNull(refusal);
        ways = List.copyOf(ways);
        left = List.copyOf(left);
    }

    /**
     * One place where it may run.
     *
     * @param quote what it costs there; absent: nobody knows
     */
    public record Way(ModelTarget target, Optional<Quote> quote) {}

    /** What it would cost at the place that is tried first. */
    public Optional<Long> micros() {
        return ways.stream().findFirst().flatMap(Way::quote).map(Quote::micros);
    }
}
