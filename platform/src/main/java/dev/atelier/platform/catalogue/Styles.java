package dev.atelier.platform.catalogue;

import dev.atelier.event.ModelDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts an input in a style. Pure. */
public final class Styles {
    private static final String PROMPT = "prompt";
    private static final String CLIENTS_PROMPT = "{prompt}";

    private Styles() {}

    /**
     * {@code input} with the style's prompt around its own, and the style's parameters where it has none of its own. What the
     * model's input schema does not name is left out, so that a style serves models of several kinds.
     */
    public static ObjectNode apply(StyleDefined style, ModelDefined model, ObjectNode input) {
        JsonNode named = Json.MAPPER.readTree(model.getInputSchema()).path("properties");
        ObjectNode styled = input.deepCopy();
        Json.MAPPER.readTree(style.getParameters()).properties().stream()
                .filter(parameter -> named.has(parameter.getKey()) && !input.has(parameter.getKey()))
                .forEach(parameter -> styled.set(parameter.getKey(), parameter.getValue()));
        if (input.path(PROMPT).isString()) {
            styled.put(
                    PROMPT,
                    style.getPrompt().replace(CLIENTS_PROMPT, input.path(PROMPT).asString()));
        }
        return styled;
    }
}
