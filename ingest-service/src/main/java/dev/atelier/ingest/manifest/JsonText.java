package dev.atelier.ingest.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.json.Json;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Manifests, and parts of them, as JSON text. Numbers keep every digit that they were given with. */
final class JsonText {
    /** As deep as the JSON of any request may be nested. */
    static final int DEEPEST = 100;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonMapper INDENTED =
            MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /** The manifest that {@code json} is. */
    static JsonNode read(byte[] json) {
        try {
            return given(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** The value that {@code json} is. */
    static JsonNode read(String json) {
        try {
            return given(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** {@code value} on one line. */
    static String of(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }

    /** {@code value} on one line, in ASCII alone. */
    static String ascii(JsonNode value) {
        return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
    }

    /** {@code value} on lines, indented. */
    static String pretty(JsonNode value) {
        return INDENTED.writeValueAsString(value) + "\n";
    }

    /** Whether {@code text} is a number as JSON writes it. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Refuses what is nested deeper than {@link #DEEPEST}, and text that is none: half a surrogate pair. */
    static void check(JsonNode value) {
        check(value, 0);
    }

    private static void check(JsonNode value, int depth) {
        if (depth > DEEPEST) {
            throw new ManifestException("A manifest may be nested up to %d deep.".formatted(DEEPEST));
        }
        value.propertyNames().forEach(JsonText::check);
        if (value.isString()) {
            check(value.stringValue());
        }
        for (JsonNode child : value) {
            check(child, depth + 1);
        }
    }

    private static void check(String text) {
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new ManifestException("A text in the manifest has half a surrogate pair, which is no character.");
        }
    }

    private static JsonNode given(JsonNode read) {
        if (read.isMissingNode()) {
            throw new ManifestException("This is no JSON: it is empty.");
        }
        return read;
    }

    private static ManifestException unreadable(JacksonException e) {
        return new ManifestException("This is no JSON%s.".formatted(Place.of(e)), e);
    }
}
