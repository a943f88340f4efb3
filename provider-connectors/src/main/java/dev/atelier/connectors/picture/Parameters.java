package dev.atelier.connectors.picture;

import dev.atelier.platform.failure.Failure.InvalidRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a job's parameters one by one and remembers the first that breaks its rule. For one thread. */
public final class Parameters {
    private final ObjectNode values;
    private Optional<InvalidRequest> violation = Optional.empty();

    /** Reads from {@code values}, which nobody changes. */
    public Parameters(ObjectNode values) {
        this.values = values;
    }

    /** What is wrong, if anything that was read so far is. */
    public Optional<InvalidRequest> violation() {
        return violation;
    }

    /** The text {@code field}, if it is there. */
    public Optional<String> text(String field) {
        return present(field)
                .filter(value -> check(value.isString(), field, "must be text"))
                .map(JsonNode::asString);
    }

    /** The text {@code field}, one of {@code allowed}; the first of them when absent. */
    public String oneOf(String field, List<String> allowed) {
        return text(field)
                .filter(value -> check(allowed.contains(value), field, "must be one of " + allowed))
                .orElse(allowed.getFirst());
    }

    /** The whole number {@code field}, if it is there, from {@code least} to {@code most}. */
    public Optional<Long> whole(String field, long least, long most) {
        return present(field)
                .filter(value -> check(
                        value.isIntegralNumber()
                                && value.canConvertToLong()
                                && value.asLong() >= least
                                && value.asLong() <= most,
                        field,
                        "must be a whole number from %d to %d%s".formatted(least, most, was(value))))
                .map(JsonNode::asLong);
    }

    /** The number {@code field}, if it is there, from {@code least} to {@code most}. */
    public Optional<Double> number(String field, double least, double most) {
        return present(field)
                .filter(value -> check(
                        value.isNumber() && value.asDouble() >= least && value.asDouble() <= most,
                        field,
                        "must be a number from %s to %s%s".formatted(plain(least), plain(most), was(value))))
                .map(JsonNode::asDouble);
    }

    /** The number {@code field} from 0 to 1, which is {@code otherwise} when absent. */
    public double fraction(String field, double otherwise) {
        return number(field, 0, 1).orElse(otherwise);
    }

    /** Notes a violation unless {@code valid}; gives back {@code valid}. */
    public boolean check(boolean valid, String field, String rule) {
        if (!valid && violation.isEmpty()) {
            String path = "input." + field;
            violation = Optional.of(new InvalidRequest(path + " " + rule, Optional.of(path)));
        }
        return valid;
    }

    private Optional<JsonNode> present(String field) {
        return Optional.ofNullable(values.get(field)).filter(value -> !value.isNull());
    }

    /** What a number was; a text is not shown, because it may be a prompt. */
    private static String was(JsonNode value) {
        return value.isNumber() ? ", but was " + value.asString() : "";
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
