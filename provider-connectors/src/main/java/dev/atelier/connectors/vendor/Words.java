package dev.atelier.connectors.vendor;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A vendor's own words, as far as they may be repeated: a failure is kept and shown, and must not hold an input. */
public final class Words {
    private static final int LONGEST = 300;
    /** Shorter inputs, such as a size or a format, tell nothing and make the message clear. */
    private static final int SHORTEST_PRIVATE = 16;

    private Words() {}

    /**
     * {@code provider} with what it said, in one line, cut where it is long; without what it said where that quotes a
     * longer text of {@code inputs}.
     */
    public static String of(String provider, String said, JsonNode inputs) {
        String line = said.replaceAll("\\s+", " ").strip();
        if (line.isEmpty() || texts(inputs).anyMatch(line::contains)) {
            return provider + " refused the request.";
        }
        return "%s: %s".formatted(provider, line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    private static Stream<String> texts(JsonNode node) {
        if (node.isString()) {
            String text = node.asString().replaceAll("\\s+", " ").strip();
            return text.length() < SHORTEST_PRIVATE ? Stream.empty() : Stream.of(text);
        }
        return StreamSupport.stream(node.spliterator(), false).flatMap(Words::texts);
    }
}
