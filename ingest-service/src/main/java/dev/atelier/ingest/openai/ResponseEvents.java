package dev.atelier.ingest.openai;

import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.openai.ResponseResource.ResponseMessage;
import dev.atelier.ingest.openai.ResponseResource.ResponsePart;
import dev.atelier.ingest.openai.Words.Answered;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response as a stream: the order of its events is what the client builds the response from, and it knows no others. For
 * one answer.
 */
final class ResponseEvents {
    private final JsonEvents events;
    private int number;

    ResponseEvents(JsonEvents events) {
        this.events = events;
    }

    void tell(Answered answered) throws IOException {
        var generation = answered.generation();
        String item = "msg_" + generation.id();
        var begun = ResponseResource.of(generation, List.of());
        var message = ResponseMessage.of(generation, "completed", List.of(ResponsePart.of(answered.text())));
        send("response.created", Map.of("response", begun));
        send("response.in_progress", Map.of("response", begun));
        send(
                "response.output_item.added",
                Map.of("output_index", 0, "item", ResponseMessage.of(generation, "in_progress", List.of())));
        part("response.content_part.added", item, Map.of("part", ResponsePart.of("")));
        part("response.output_text.delta", item, Map.of("delta", answered.text(), "logprobs", List.of()));
        part("response.output_text.done", item, Map.of("text", answered.text(), "logprobs", List.of()));
        part("response.content_part.done", item, Map.of("part", ResponsePart.of(answered.text())));
        send("response.output_item.done", Map.of("output_index", 0, "item", message));
        send("response.completed", Map.of("response", ResponseResource.of(generation, answered.text())));
    }

    private void part(String type, String item, Map<String, Object> more) throws IOException {
        Map<String, Object> event = new LinkedHashMap<>(more);
        event.put("item_id", item);
        event.put("output_index", 0);
        event.put("content_index", 0);
        send(type, event);
    }

    private void send(String type, Map<String, Object> more) throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("sequence_number", number++);
        event.putAll(more);
        events.send(type, event);
    }
}
