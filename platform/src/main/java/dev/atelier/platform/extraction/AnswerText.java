package dev.atelier.platform.extraction;

import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * What models write when they are asked for JSON: the value alone, in a fence, or in the midst of prose. Where there are two
 * different values nobody can tell which is meant, so there is none.
 */
final class AnswerText {
    /** Takes the least that is one value, and leaves what follows. */
    private static final ObjectReader FIRST =
            Json.MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern FENCE = Pattern.compile("```[^\\n`]*\\n(.*?)```", Pattern.DOTALL);
    private static final int MOST_TRIES = 100;

    private AnswerText() {}

    /** The one JSON value in {@code text}. */
    static Optional<JsonNode> value(String text) {
        String stripped = text.strip();
        String plain = stripped.startsWith("\uFEFF") ? stripped.substring(1) : stripped;
        return whole(plain).or(() -> single(fenced(plain))).or(() -> single(amongWords(plain)));
    }

    private static Optional<JsonNode> whole(String text) {
        try {
            JsonNode value = Json.MAPPER.readTree(text);
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static List<JsonNode> fenced(String text) {
        Matcher fences = FENCE.matcher(text);
        List<JsonNode> values = new ArrayList<>();
        while (fences.find()) {
            whole(fences.group(1)).ifPresent(values::add);
        }
        return values;
    }

    /** Objects and lists alone: a word or a number may be part of a sentence. */
    private static List<JsonNode> amongWords(String text) {
        List<JsonNode> values = new ArrayList<>();
        int tries = 0;
        for (int at = next(text, 0); at >= 0 && tries < MOST_TRIES; tries++) {
            String rest = text.substring(at);
            if (isProse(rest)) {
                at = next(text, at + 1);
                continue;
            }
            Optional<First> first = first(rest);
            if (first.isEmpty()) {
                // A value that is broken off or wrong: what is whole inside it is only a part of the answer.
                return List.of();
            }
            values.add(first.get().value());
            at = next(text, at + first.get().length());
        }
        // Behind so many tries there may be another value, so nothing is sure.
        return tries < MOST_TRIES ? values : List.of();
    }

    private static int next(String text, int from) {
        return Stream.of(text.indexOf('{', from), text.indexOf('[', from))
                .filter(at -> at >= 0)
                .min(Integer::compare)
                .orElse(-1);
    }

    /** Whether the bracket that {@code text} begins with is one that people write: what follows begins nothing of JSON. */
    private static boolean isProse(String text) {
        try (var parser = FIRST.createParser(text)) {
            parser.nextToken();
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return true;
        }
    }

    /** A value, and how many characters it takes. */
    private record First(JsonNode value, int length) {}

    /** The value that {@code text} begins with, if it is whole. */
    private static Optional<First> first(String text) {
        try (var parser = FIRST.createParser(text)) {
            JsonNode value = FIRST.readTree(parser);
            return Optional.of(
                    new First(value, Math.max(1, (int) parser.currentLocation().getCharOffset())));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> single(List<JsonNode> values) {
        return values.stream().distinct().count() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
