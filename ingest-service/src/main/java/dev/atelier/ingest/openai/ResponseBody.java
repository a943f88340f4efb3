package dev.atelier.ingest.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.JsonBodies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code responses}. A parameter that is none of these goes to the model, if the model has it. */
record ResponseBody(
        @JsonPropertyDescription("Left out: the project's default.")
        Optional<String> model,

        @JsonProperty(required = true)
        @JsonPropertyDescription("ResponseText, or a list of messages whose parts are input_text and input_image.")
        JsonNode input,

        Optional<String> instructions,

        @JsonPropertyDescription("Its format, of type json_schema: what the answer is to look like.")
        Optional<ResponseText> text,

        @JsonPropertyDescription("Answer at once, with what is to be read later.")
        Optional<Boolean> background,

        Optional<Boolean> stream,
        @JsonPropertyDescription("None.") Optional<List<JsonNode>> tools) {
    private static final Set<String> NAMES =
            Set.of("model", "input", "instructions", "text", "background", "stream", "tools");

    /** What the answer is to look like. */
    record ResponseText(Optional<ObjectNode> format, Optional<String> verbosity) {}

    /** One thing that was said. */
    private record Message(
            String role, JsonNode content, Optional<String> type, Optional<String> id, Optional<String> status) {}

    /** What {@code body} asks, and how it wants it. */
    record Read(ResponseBody body, Question question) {}

    static Read read(ObjectNode fields) {
        var parts = Parameters.split(fields, NAMES);
        var body = JsonBodies.convert(parts.known(), ResponseBody.class);
        Parameters.refuseTools(body.tools());
        var said = new Conversation();
        body.instructions().ifPresent(said::rule);
        if (body.input().isString()) {
            said.add("user", body.input(), "input");
        } else {
            messages(body.input(), said);
        }
        JsonNode format = body.text()
                .flatMap(ResponseText::format)
                .<JsonNode>map(node -> node)
                .orElse(MissingNode.getInstance());
        return new Read(body, new Question(said, format, parts.others()));
    }

    private static void messages(JsonNode input, Conversation said) {
        if (!input.isArray()) {
            throw RefusedException.invalid("input", "input must be text or a list of messages");
        }
        for (int i = 0; i < input.size(); i++) {
            var message = JsonBodies.convert(input.get(i), Message.class);
            said.add(message.role(), message.content(), "input[%d].content".formatted(i));
        }
    }

    boolean streams() {
        return stream.orElse(false);
    }

    boolean inBackground() {
        return background.orElse(false);
    }
}
