package dev.atelier.connectors.sketch;

import dev.atelier.platform.failure.Failure.InvalidRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a job's parameters one by one and remembers the first that breaks its rule. For one thread. */
final class Parameters {
    private final ObjectNode values;
    private Optional<InvalidRequest> violation = Optional.empty();

    Parameters(ObjectNode values) {
        this.values = values;
    }

    /** What is wrong, if anything that was read so far is. */
    Optional<InvalidRequest> violation() {
        return violation;
    }

    Optional<String> text(String field) {
        return present(field)
                .filter(value -> check(value.isString(), field, "must be text"))
                .map(JsonNode::asString);
    }

    String oneOf(String field, List<String> allowed) {
        return text(field)
                .filter(value -> check(allowed.contains(value), field, "must be one of " + allowed))
                .orElse(allowed.getFirst());
    }

    Optional<Long> whole(String field, long least, long most) {
        return present(field)
                .filter(value -> check(
                        value.isIntegralNumber()
                                && value.canConvertToLong()
                                && value.asLong() >= least
                                && value.asLong() <= most,
                        field,
                        "must be a whole number from %d to %d".formatted(least, most)))
                .map(JsonNode::asLong);
    }

    double fraction(String field, double otherwise) {
        return present(field)
                .filter(value -> check(
                        value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1,
                        field,
                        "must be a number from 0 to 1"))
                .map(JsonNode::asDouble)
                .orElse(otherwise);
    }

    /** Notes a violation unless {@code valid}; gives back {@code valid}. */
    boolean check(boolean valid, String field, String rule) {
        if (!valid && violation.isEmpty()) {
            String path = "input." + field;
            violation = Optional.of(new InvalidRequest(path + " " + rule, Optional.of(path)));
        }
        return valid;
    }

    private Optional<JsonNode> present(String field) {
        return Optional.ofNullable(values.get(field)).filter(value -> !value.isNull());
    }
}
