package dev.atelier.ingest.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.openai.Words.Answered;
import dev.atelier.ingest.store.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words, as the callers of {@code chat/completions} take them. */
final class ChatReply {
    private static final String STOP = "stop";
    private static final Map<String, Integer> NO_TOKENS =
            Map.of("prompt_tokens", 0, "completion_tokens", 0, "total_tokens", 0);

    private ChatReply() {}

    /** The whole answer. */
    record ChatCompletion(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String object,
            @JsonProperty(required = true) long created,
            @JsonProperty(required = true) String model,
            @JsonProperty(required = true) List<ChatChoice> choices,
            @JsonProperty(required = true) Map<String, Integer> usage) {}

    /** The one choice there is. */
    record ChatChoice(
            @JsonProperty(required = true) int index,
            @JsonProperty(required = true) ChatAnswer message,
            Optional<String> logprobs,

            @JsonProperty(value = "finish_reason", required = true)
            String finishReason) {}

    /** What the model says. */
    record ChatAnswer(
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) String content,
            Optional<String> refusal) {}

    /** A part of the answer. */
    record Chunk(
            String id,
            String object,
            long created,
            String model,
            List<Step> choices,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, Integer>> usage) {}

    /** What is new in a part. */
    record Step(
            int index,
            Map<String, String> delta,
            @JsonProperty("finish_reason") Optional<String> finishReason) {}

    static ChatCompletion whole(Answered answered) {
        Generation generation = answered.generation();
        var message = new ChatAnswer("assistant", answered.text(), Optional.empty());
        return new ChatCompletion(
                id(generation),
                "chat.completion",
                generation.requestedAt().getEpochSecond(),
                model(generation),
                List.of(new ChatChoice(0, message, Optional.empty(), STOP)),
                NO_TOKENS);
    }

    /** The answer in parts: who speaks, the words, the end, and where it is wanted the tokens. */
    static List<Chunk> parts(Answered answered, boolean withUsage) {
        Generation generation = answered.generation();
        List<Chunk> parts = new ArrayList<>();
        parts.add(step(generation, new Step(0, Map.of("role", "assistant", "content", ""), Optional.empty())));
        parts.add(step(generation, new Step(0, Map.of("content", answered.text()), Optional.empty())));
        parts.add(step(generation, new Step(0, Map.of(), Optional.of(STOP))));
        if (withUsage) {
            parts.add(chunk(generation, List.of(), Optional.of(NO_TOKENS)));
        }
        return parts;
    }

    private static Chunk step(Generation generation, Step step) {
        return chunk(generation, List.of(step), Optional.empty());
    }

    private static Chunk chunk(Generation generation, List<Step> steps, Optional<Map<String, Integer>> usage) {
        return new Chunk(
                id(generation),
                "chat.completion.chunk",
                generation.requestedAt().getEpochSecond(),
                model(generation),
                steps,
                usage);
    }

    private static String id(Generation generation) {
        return "chatcmpl-" + generation.id();
    }

    private static String model(Generation generation) {
        return generation.wanted().model().orElse("");
    }
}
