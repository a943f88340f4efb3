package dev.atelier.platform.catalogue;

import dev.atelier.event.ModelTarget;
import dev.atelier.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a model's input is at one of its targets. Pure. */
public final class TargetInput {
    private TargetInput() {}

    /** {@code input} over the defaults of {@code target}, in the model's words: what it is priced by. */
    public static ObjectNode of(ModelTarget target, ObjectNode input) {
        ObjectNode parameters = (ObjectNode) Json.MAPPER.readTree(target.getDefaults());
        parameters.setAll(input);
        return parameters;
    }
}
