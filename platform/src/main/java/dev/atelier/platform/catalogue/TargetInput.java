package dev.atelier.platform.catalogue;

import dev.atelier.event.ModelTarget;
import dev.atelier.platform.json.Json;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model's input is at one of its targets. Pure. */
public final class TargetInput {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

    private TargetInput() {}

    /** {@code input} over the defaults of {@code target}, in the model's words: what it is priced by. */
    public static ObjectNode of(ModelTarget target, ObjectNode input) {
        ObjectNode parameters = (ObjectNode) Json.MAPPER.readTree(target.getDefaults());
        parameters.setAll(input);
        return parameters;
    }

    /**
     * {@code parameters} in the provider's words, which {@code names} tells by the model's: dots lead into objects, a size
     * goes into the two names between which there is a comma, and what has an empty name is left out.
     */
    public static ObjectNode renamed(ObjectNode parameters, Map<String, String> names) {
        if (names.isEmpty()) {
            return parameters;
        }
        ObjectNode renamed = Json.MAPPER.createObjectNode();
        parameters.properties().forEach(parameter -> {
            String name = names.getOrDefault(parameter.getKey(), parameter.getKey());
            if (!name.isEmpty()) {
                put(renamed, name, parameter.getValue());
            }
        });
        return renamed;
    }

    private static void put(ObjectNode root, String name, JsonNode value) {
        int comma = name.indexOf(',');
        var size = SIZE.matcher(value.isString() ? value.asString() : "");
        if (comma > 0 && size.matches()) {
            put(root, name.substring(0, comma).split("\\."), IntNode.valueOf(Integer.parseInt(size.group(1))));
            put(root, name.substring(comma + 1).split("\\."), IntNode.valueOf(Integer.parseInt(size.group(2))));
        } else {
            put(root, name.split("\\."), value);
        }
    }

    private static void put(ObjectNode root, String[] path, JsonNode value) {
        ObjectNode parent = root;
        for (int depth = 0; depth < path.length - 1; depth++) {
            parent = parent.path(path[depth]) instanceof ObjectNode inner ? inner : parent.putObject(path[depth]);
        }
        parent.set(path[path.length - 1], value);
    }
}
