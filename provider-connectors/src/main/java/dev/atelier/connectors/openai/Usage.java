package dev.atelier.connectors.openai;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The tokens that an answer tells of. */
final class Usage {
    private Usage() {}

    static Map<String, Double> of(JsonNode answer) {
        Map<String, Double> tokens = new HashMap<>();
        answer.path("usage").properties().forEach(count -> {
            if (count.getValue().isNumber()) {
                tokens.put(count.getKey(), count.getValue().asDouble());
            }
        });
        return tokens;
    }
}
