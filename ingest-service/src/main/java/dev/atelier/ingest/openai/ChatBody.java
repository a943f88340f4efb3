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

/** The body of {@code chat/completions}. A parameter that is none of these goes to the model, if the model has it. */
record ChatBody(
        @JsonPropertyDescription("Left out: the project's default.")
        Optional<String> model,

        @JsonProperty(required = true) List<ChatMessage> messages,

        @JsonProperty("response_format")
        @JsonPropertyDescription("Of type json_schema: what the answer is to look like.")
        Optional<ObjectNode> responseFormat,

        Optional<Boolean> stream,
        @JsonProperty("stream_options") Optional<StreamOptions> streamOptions,
        @JsonPropertyDescription("1.") Optional<Integer> n,
        @JsonPropertyDescription("None.") Optional<List<JsonNode>> tools) {
    private static final Set<String> NAMES =
            Set.of("model", "messages", "response_format", "stream", "stream_options", "n", "tools");

    /** One thing that was said: text, or a list of parts of type text and image_url. */
    record ChatMessage(
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) JsonNode content,
            Optional<String> name) {}

    /** What a stream has beside the words. */
    record StreamOptions(
            @JsonProperty("include_usage") Optional<Boolean> includeUsage,
            @JsonProperty("include_obfuscation") Optional<Boolean> includeObfuscation) {}

    /** What {@code body} asks, and how it wants it. */
    record Read(ChatBody body, Question question) {}

    static Read read(ObjectNode fields) {
        var parts = Parameters.split(fields, NAMES);
        var body = JsonBodies.convert(parts.known(), ChatBody.class);
        body.n().filter(number -> number != 1).ifPresent(_ -> {
            throw RefusedException.invalid("n", "n must be 1");
        });
        Parameters.refuseTools(body.tools());
        var said = new Conversation();
        for (int i = 0; i < body.messages().size(); i++) {
            ChatMessage message = body.messages().get(i);
            said.add(message.role(), message.content(), "messages[%d].content".formatted(i));
        }
        JsonNode format = body.responseFormat().<JsonNode>map(node -> node).orElse(MissingNode.getInstance());
        return new Read(body, new Question(said, format, parts.others()));
    }

    boolean streams() {
        return stream.orElse(false);
    }

    boolean wantsUsage() {
        return streamOptions.flatMap(StreamOptions::includeUsage).orElse(false);
    }
}
