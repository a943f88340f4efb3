package dev.atelier.ingest.openai;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sorts the parameters of a call: those that it reads itself, those that nobody reads, and those of the model. */
final class Parameters {
    /** What is said to OpenAI about the call rather than about its answer. */
    private static final Set<String> FOR_OPENAI = Set.of(
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "metadata",
            "store",
            "service_tier",
            "parallel_tool_calls",
            "tool_choice",
            "truncation",
            "include");

    private Parameters() {}

    /** What the call reads itself, and what it leaves to the model. */
    record Split(ObjectNode known, ObjectNode others) {}

    static Split split(ObjectNode fields, Set<String> names) {
        ObjectNode known = Json.MAPPER.createObjectNode();
        ObjectNode others = Json.MAPPER.createObjectNode();
        fields.properties().forEach(field -> {
            if (names.contains(field.getKey())) {
                known.set(field.getKey(), field.getValue());
            } else if (!FOR_OPENAI.contains(field.getKey())) {
                others.set(field.getKey(), field.getValue());
            }
        });
        return new Split(known, others);
    }

    static void refuseTools(Optional<List<JsonNode>> tools) {
        tools.filter(list -> !list.isEmpty()).ifPresent(_ -> {
            throw RefusedException.invalid("tools", "tools must be left out: no model here uses any");
        });
    }
}
