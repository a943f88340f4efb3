package dev.atelier.cli.batch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;

/** The values that one part of an input takes, as a person writes them. */
final class Values {
    private static final int MOST = 10_000;
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
    /** A comma with an even number of quotes behind it stands in none. */
    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private Values() {}

    static List<JsonNode> parse(String key, String text) {
        var range = RANGE.matcher(text.strip());
        if (range.matches()) {
            return numbers(key, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
        }
        if (text.strip().startsWith("[")) {
            return array(key, text);
        }
        return COMMA.splitAsStream(text)
                .map(String::strip)
                .map(Json::readOrText)
                .toList();
    }

    private static List<JsonNode> numbers(String key, long from, long to) {
        if (to < from || to - from >= MOST) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--matrix %s must be a range of 1 to %d numbers, but was %d..%d.".formatted(key, MOST, from, to));
        }
        return LongStream.rangeClosed(from, to)
                .<JsonNode>mapToObj(LongNode::valueOf)
                .toList();
    }

    private static List<JsonNode> array(String key, String text) {
        try {
            if (Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof ArrayNode array) {
                return array.valueStream().toList();
            }
        } catch (JacksonException e) {
            throw wrong(key);
        }
        throw wrong(key);
    }

    private static CommandFailure wrong(String key) {
        return new CommandFailure(ExitCode.USAGE, "--matrix %s begins like a JSON array, but is none.".formatted(key));
    }
}
