package dev.atelier.dispatch.admission;

import dev.atelier.event.ModelTarget;
import dev.atelier.event.Target;
import dev.atelier.platform.catalogue.PriceBook;
import dev.atelier.platform.catalogue.TargetInput;
import dev.atelier.platform.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a provider is asked: the input over the target's defaults, in the provider's words. Pure. */
final class Parameters {
    private Parameters() {}

    /** Priced in the model's own words: what the provider calls a size does not change the price. */
    static Target of(ModelTarget target, ObjectNode input) {
        ObjectNode parameters = TargetInput.of(target, input);
        return Target.newBuilder()
                .setProvider(target.getProvider())
                .setAccount(target.getAccount())
                .setProviderModel(target.getProviderModel())
                .setParameters(renamed(parameters, target.getMapping()).toString())
                .setPriceMicros(PriceBook.price(target.getPrices(), parameters).orElse(null))
                .build();
    }

    private static ObjectNode renamed(ObjectNode parameters, Map<String, String> names) {
        if (names.isEmpty()) {
            return parameters;
        }
        ObjectNode renamed = Json.MAPPER.createObjectNode();
        parameters.properties().forEach(parameter -> {
            String name = names.getOrDefault(parameter.getKey(), parameter.getKey());
            if (!name.isEmpty()) {
                put(renamed, name.split("\\."), parameter.getValue());
            }
        });
        return renamed;
    }

    private static void put(ObjectNode root, String[] path, JsonNode value) {
        ObjectNode parent = root;
        for (int depth = 0; depth < path.length - 1; depth++) {
            parent = parent.path(path[depth]) instanceof ObjectNode inner ? inner : parent.putObject(path[depth]);
        }
        parent.set(path[path.length - 1], value);
    }
}
