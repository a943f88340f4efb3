package dev.atelier.connectors.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Output;
import dev.atelier.platform.json.Json;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a model wrote. Models give it in one piece, in pieces, or as a document. */
public final class Writing {
    private Writing() {}

    /** The text in {@code output}, or {@code output} itself as JSON where it is neither a text nor a list of them. */
    public static Output of(JsonNode output) {
        return Output.of(bytes(output));
    }

    private static byte[] bytes(JsonNode output) {
        if (output.isArray()
                && StreamSupport.stream(output.spliterator(), false).allMatch(JsonNode::isString)) {
            var whole = new StringBuilder();
            output.forEach(piece -> whole.append(piece.asString()));
            return whole.toString().getBytes(UTF_8);
        }
        return output.isString() ? output.asString().getBytes(UTF_8) : Json.MAPPER.writeValueAsBytes(output);
    }
}
