package dev.atelier.cli;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** JSON trees. Not the services' mapper, so that a short command loads no class of theirs. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /** Throws Jackson's exception when {@code text} is not JSON. */
    public static JsonNode read(byte[] text) {
        return MAPPER.readTree(text);
    }

    /** What is JSON as such, all else as text. */
    public static JsonNode readOrText(String value) {
        try {
            var json = read(value.getBytes(StandardCharsets.UTF_8));
            return json.isMissingNode() ? StringNode.valueOf(value) : json;
        } catch (JacksonException e) {
            return StringNode.valueOf(value);
        }
    }

    public static byte[] write(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }

    /** On one line. */
    public static String line(JsonNode json) {
        return MAPPER.writeValueAsString(json);
    }

    public static String pretty(JsonNode json) {
        return PRETTY.writeValueAsString(json);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
