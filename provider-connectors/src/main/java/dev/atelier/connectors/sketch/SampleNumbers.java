package dev.atelier.connectors.sketch;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;
import static java.math.RoundingMode.CEILING;
import static java.math.RoundingMode.FLOOR;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Makes numbers that a schema allows. */
final class SampleNumbers {
    private static final BigDecimal SPAN = BigDecimal.valueOf(100);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private SampleNumbers() {}

    static Optional<BigInteger> whole(ObjectNode rules, long choice) {
        BigDecimal step = step(rules, ONE).stripTrailingZeros();
        // A multiple of a fraction that is whole as well.
        BigDecimal whole = step.scale() > 0 ? new BigDecimal(step.unscaledValue()) : step;
        return multiple(rules, whole, choice).map(BigDecimal::toBigInteger);
    }

    static Optional<BigDecimal> decimal(ObjectNode rules, long choice) {
        if (rules.path("multipleOf").isNumber()) {
            return multiple(rules, step(rules, CENT), choice);
        }
        // A range of less than a cent needs smaller steps.
        BigDecimal step = CENT;
        for (int finer = 0; finer < 30; finer++) {
            var found = multiple(rules, step, choice);
            if (found.isPresent()) {
                return found;
            }
            step = step.movePointLeft(1);
        }
        return Optional.empty();
    }

    private static BigDecimal step(ObjectNode rules, BigDecimal otherwise) {
        var step = rules.path("multipleOf");
        return step.isNumber() && step.decimalValue().signum() > 0 ? step.decimalValue() : otherwise;
    }

    /** A multiple of {@code step} within the bounds, if there is one. */
    private static Optional<BigDecimal> multiple(ObjectNode rules, BigDecimal step, long choice) {
        var least = bound(rules, "minimum").map(bound -> bound.divide(step, 0, CEILING));
        var above = bound(rules, "exclusiveMinimum")
                .map(bound -> bound.divide(step, 0, FLOOR).add(ONE));
        var most = bound(rules, "maximum").map(bound -> bound.divide(step, 0, FLOOR));
        var below = bound(rules, "exclusiveMaximum")
                .map(bound -> bound.divide(step, 0, CEILING).subtract(ONE));
        BigDecimal span = SPAN.divide(step, 0, CEILING);
        Optional<BigDecimal> from = stricter(least, above, true);
        Optional<BigDecimal> to = stricter(most, below, false);
        BigDecimal low = from.orElseGet(() ->
                to.map(top -> top.signum() < 0 ? top.subtract(span) : ZERO).orElse(ZERO));
        BigDecimal high = to.orElse(low.add(span));
        if (low.compareTo(high) > 0) {
            return Optional.empty();
        }
        BigInteger choices = high.subtract(low).toBigInteger().add(BigInteger.ONE);
        BigInteger chosen = BigInteger.valueOf(choice).mod(choices);
        return Optional.of(low.add(new BigDecimal(chosen)).multiply(step));
    }

    private static Optional<BigDecimal> stricter(Optional<BigDecimal> one, Optional<BigDecimal> other, boolean larger) {
        return Stream.concat(one.stream(), other.stream()).reduce((a, b) -> larger ? a.max(b) : a.min(b));
    }

    private static Optional<BigDecimal> bound(ObjectNode rules, String key) {
        return Optional.of(rules.path(key)).filter(node -> node.isNumber()).map(node -> node.decimalValue());
    }
}
