package dev.atelier.ingest.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FirstDefinitionsTest {
    private final FirstDefinitions definitions = FirstDefinitions.read();
    private final ModelDefined sketch = definitions.models().getFirst();
    private final InputRules rules = new InputRules();

    @Test
    void nameWhatAFirstRequestNeeds() {
        var project = definitions.projects().getFirst();
        var account = definitions.accounts().getFirst();

        assertThat(project.getProject()).isEqualTo("default");
        assertThat(project.getDefaultModel()).contains(sketch.getModel());
        assertThat(sketch.getModel()).isEqualTo("atelier/sketch");
        assertThat(sketch.getCapabilities())
                .containsExactly(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE, Capability.EXTRACT);
        assertThat(sketch.getTargets())
                .singleElement()
                .satisfies(target -> assertThat(target.getAccount()).isEqualTo(account.getAccount()));
        assertThat(account.getConcurrency()).isEqualTo(64);
    }

    @Test
    void describeEachParameterForAForm() {
        JsonNode schema = Json.MAPPER.readTree(sketch.getInputSchema());

        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.path("properties")).allSatisfy(property -> {
            assertThat(property.path("title").asString("")).isNotEmpty();
            assertThat(property.path("description").asString("")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"a red fox\"}",
                "{\"prompt\": \"a red fox\", \"seed\": 9007199254740991, \"size\": \"2048x1\", \"count\": 4}",
                "{\"prompt\": \"a red fox\", \"width\": 2048, \"height\": 1, \"format\": \"webp\", \"strength\": 0.5}",
                "{\"schema\": {\"type\": \"object\"}}"
            })
    void letGoodInputIn(String input) {
        assertThat(violation(input)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4000x4000", "0x10", "10x0", "2049x1", "1x2049", "01x1", "1000", "12345x1", "1x1x1", " 1x1"})
    void refuseASizeOutOfBounds(String size) {
        assertThat(violation("{\"prompt\": \"a fox\", \"size\": \"%s\"}".formatted(size)))
                .contains(new InvalidRequest(
                        "input.size must be WIDTHxHEIGHT, each from 1 to 2048", Optional.of("input.size")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "9x10", "512x512", "999x1000", "1999x2039", "2040x2048"})
    void letASizeInBoundsIn(String size) {
        assertThat(violation("{\"prompt\": \"a fox\", \"size\": \"%s\"}".formatted(size)))
                .isEmpty();
    }

    private Optional<InvalidRequest> violation(String input) {
        return rules.violation(sketch.getInputSchema(), Json.MAPPER.readTree(input));
    }
}
