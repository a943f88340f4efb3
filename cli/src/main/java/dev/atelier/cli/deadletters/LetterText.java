package dev.atelier.cli.deadletters;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the server says of a dead letter, in words. */
final class LetterText {
    private LetterText() {}

    /** Where it comes from: topic, partition and offset. */
    static String source(JsonNode letter) {
        var source = letter.path("source");
        return source.isObject()
                ? "%s %s-%s"
                        .formatted(
                                source.path("topic").asString(""),
                                source.path("partition").asString(""),
                                source.path("offset").asString(""))
                : "unknown";
    }

    /** What was said when it failed, or else what was thrown. */
    static String cause(JsonNode letter) {
        var cause = letter.path("cause");
        return text(cause, "message").or(() -> text(cause, "exception")).orElse("");
    }

    static Optional<String> text(JsonNode node, String field) {
        return node.path(field).isString() ? Optional.of(node.path(field).asString()) : Optional.empty();
    }
}
