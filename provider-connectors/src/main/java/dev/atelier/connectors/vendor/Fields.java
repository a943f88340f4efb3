package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.platform.failure.Failure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a job's parameters one by one, where the vendor's request is no flat JSON object. Remembers the first that breaks
 * its rule, and which nobody has read. A parameter that is null counts as absent. For one thread.
 */
public final class Fields {
    /** A longer text may be private, and no rule that it breaks needs it to be seen. */
    private static final int LONGEST_SHOWN = 15;

    private final Job job;
    private final InputReader inputs;
    private final Set<String> read = new TreeSet<>();
    private Optional<Failure> failure = Optional.empty();

    public Fields(Job job, InputReader inputs) {
        this.job = requireNonNull(job);
        this.inputs = requireNonNull(inputs);
    }

    /** Why the job cannot be asked for, if anything that was read so far is at fault. */
    public Optional<Failure> failure() {
        return failure;
    }

    /** The value, whatever it is. */
    public Optional<JsonNode> any(String field) {
        read.add(field);
        return Optional.ofNullable(job.parameters().get(field)).filter(value -> !value.isNull());
    }

    public Optional<String> text(String field) {
        return any(field)
                .filter(value -> check(value.isString(), field, "must be text"))
                .map(JsonNode::asString);
    }

    /** The text, which has to be there; empty where it is not. */
    public String needed(String field) {
        String text = text(field).orElse("");
        check(!text.isBlank(), field, "must be given");
        return text;
    }

    public Optional<BigDecimal> number(String field) {
        return any(field)
                .filter(value -> check(value.isNumber(), field, "must be a number"))
                .map(JsonNode::decimalValue);
    }

    public Optional<Long> whole(String field, long least, long most) {
        return any(field)
                .filter(value -> check(
                        value.isIntegralNumber()
                                && value.canConvertToLong()
                                && value.asLong() >= least
                                && value.asLong() <= most,
                        field,
                        "must be a whole number from %d to %d".formatted(least, most)))
                .map(JsonNode::asLong);
    }

    public Optional<JsonNode> object(String field) {
        return any(field).filter(value -> check(value.isObject(), field, "must be an object"));
    }

    public Optional<JsonNode> list(String field) {
        return any(field).filter(value -> check(value.isArray(), field, "must be a list"));
    }

    /** The references to files in {@code field}: one text, or a list of them. */
    public List<String> references(String field) {
        var value = any(field);
        List<String> references = new ArrayList<>();
        value.ifPresent(found -> {
            for (JsonNode one : found.isArray() ? found : List.of(found)) {
                if (check(one.isString(), field, "must be a reference to a file, or a list of them")) {
                    references.add(one.asString());
                }
            }
        });
        return references;
    }

    /** The files that {@code field} refers to. */
    public List<Read> files(String field) throws InterruptedException {
        List<Read> files = new ArrayList<>();
        for (String reference : references(field)) {
            file(field, reference).ifPresent(files::add);
        }
        return files;
    }

    /** The file behind {@code reference}; none where something was at fault before, or it cannot be had. */
    public Optional<Read> file(String field, String reference) throws InterruptedException {
        if (failure.isPresent()) {
            return Optional.empty();
        }
        return switch (inputs.read(job, field, reference)) {
            case Read file -> Optional.of(file);
            case InputFile.Unreadable(var why) -> {
                failure = Optional.of(why);
                yield Optional.empty();
            }
        };
    }

    /** What nobody has read, by name; counts as read from here on. */
    public Map<String, JsonNode> rest() {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        for (var parameter : job.parameters().properties()) {
            if (!read.contains(parameter.getKey()) && !parameter.getValue().isNull()) {
                rest.put(parameter.getKey(), parameter.getValue());
            }
        }
        read.addAll(rest.keySet());
        return rest;
    }

    /** Refuses what nobody has read: whoever asks for it would wait for it in vain. */
    public void refuseRest() {
        String known = "is not known; known are " + String.join(", ", read);
        rest().keySet().forEach(field -> check(false, field, known));
    }

    /** Refuses each of {@code fields} that is given. */
    public void refuse(String why, String... fields) {
        for (String field : fields) {
            check(any(field).isEmpty(), field, why);
        }
    }

    /** Notes a violation of {@code rule} unless {@code valid}, which is given back. */
    public boolean check(boolean valid, String field, String rule) {
        if (!valid && failure.isEmpty()) {
            String path = "input." + field;
            failure = Optional.of(new Failure.InvalidRequest(
                    "%s %s%s".formatted(path, rule, shown(job.parameters().get(field))), Optional.of(path)));
        }
        return valid;
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null
                || value.isContainer()
                || (value.isString() && value.asString().length() > LONGEST_SHOWN)) {
            return "";
        }
        return ", but was " + (value.isString() ? value.asString() : value.toString());
    }
}
