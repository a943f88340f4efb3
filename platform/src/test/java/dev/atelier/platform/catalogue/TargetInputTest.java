package dev.atelier.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a provider is asked, in its own words. */
class TargetInputTest {
    @Test
    void goesByTheModelsNamesWhereThereAreNoOthers() {
        assertThat(renamed("{\"prompt\": \"a fox\", \"size\": \"64x32\"}", Map.of()))
                .isEqualTo(tree("{\"prompt\": \"a fox\", \"size\": \"64x32\"}"));
    }

    @Test
    void goesByTheProvidersNames() {
        assertThat(renamed(
                        "{\"prompt\": \"a fox\", \"steps\": 4, \"style\": \"x\", \"mood\": \"y\"}",
                        Map.of("steps", "num_inference_steps", "style", "options.style", "mood", "")))
                .isEqualTo(
                        tree("{\"prompt\": \"a fox\", \"num_inference_steps\": 4, \"options\": {\"style\": \"x\"}}"));
    }

    @Test
    void takesASizeApartWhereTheProviderHasTwoNamesForIt() {
        var names = Map.of("size", "image_size.width,image_size.height");

        assertThat(renamed("{\"size\": \"1024x768\"}", names))
                .isEqualTo(tree("{\"image_size\": {\"width\": 1024, \"height\": 768}}"));
    }

    private static ObjectNode renamed(String parameters, Map<String, String> names) {
        return TargetInput.renamed(tree(parameters), names);
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }
}
