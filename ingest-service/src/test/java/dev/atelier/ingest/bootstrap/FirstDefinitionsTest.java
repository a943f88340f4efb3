package dev.atelier.ingest.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.platform.catalogue.Definitions;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FirstDefinitionsTest {
    private final FirstDefinitions definitions = FirstDefinitions.read();
    private final ModelDefined emoji = definitions.catalogue().models().getFirst();
    private final ModelDefined sketch = definitions.catalogue().models().getLast();
    private final InputRules rules = new InputRules();

    @Test
    void nameWhatAFirstRequestNeeds() {
        var project = definitions.projects().getFirst();

        assertThat(project.getProject()).isEqualTo("default");
        assertThat(project.getDefaultModel()).contains(emoji.getModel());
        assertThat(emoji.getModel()).isEqualTo("atelier/emoji-64");
        assertThat(emoji.getCapabilities()).containsExactly(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE);
        assertThat(emoji.getTargets()).singleElement().satisfies(target -> {
            assertThat(target.getProvider()).isEqualTo("local");
            assertThat(target.getProviderModel()).isEqualTo("emoji-64");
            assertThat(Json.MAPPER.readTree(target.getDefaults()))
                    .isEqualTo(Json.MAPPER.readTree("{\"steps\": 20, \"guidance\": 4}"));
        });
        assertThat(sketch.getModel()).isEqualTo("atelier/sketch");
        assertThat(sketch.getCapabilities())
                .containsExactly(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE, Capability.EXTRACT);
    }

    @Test
    void putEachModelOnAnAccountOfItsProvider() {
        assertThat(definitions.catalogue().models())
                .allSatisfy(model -> assertThat(model.getTargets())
                        .singleElement()
                        .satisfies(target -> assertThat(definitions.catalogue().accounts())
                                .filteredOn(account -> account.getAccount().equals(target.getAccount()))
                                .singleElement()
                                .extracting(AccountDefined::getProvider)
                                .isEqualTo(target.getProvider())));
        assertThat(definitions.catalogue().accounts())
                .extracting(AccountDefined::getAccount, AccountDefined::getConcurrency)
                .containsExactly(tuple("sketch", 64), tuple("local", 1));
    }

    @Test
    void describeEachParameterForAForm() {
        definitions.catalogue().models().forEach(FirstDefinitionsTest::describesEachParameter);
        Definitions.ofVendors().models().forEach(FirstDefinitionsTest::describesEachParameter);
    }

    private static void describesEachParameter(ModelDefined model) {
        JsonNode schema = Json.MAPPER.readTree(model.getInputSchema());

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"a cat\"}",
                "{\"prompt\": \"a cat\", \"negative_prompt\": \"\", \"seed\": 7, \"size\": \"64x128\", \"count\": 4}",
                "{\"prompt\": \"a cat\", \"width\": 48, \"height\": 16, \"steps\": 150, \"guidance\": 0.5}"
            })
    void letGoodInputOfTheDefaultModelIn(String input) {
        assertThat(rules.violation(emoji.getInputSchema(), Json.MAPPER.readTree(input)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|input.prompt",
                "{'prompt': 'a cat', 'size': '512x512'}|input.size",
                "{'prompt': 'a cat', 'size': '40x48'}|input.size",
                "{'prompt': 'a cat', 'width': 40}|input.width",
                "{'prompt': 'a cat', 'steps': 0}|input.steps",
                "{'prompt': 'a cat', 'guidance': 31}|input.guidance"
            })
    void refuseWhatTheDefaultModelCannotDo(String input, String field) {
        assertThat(rules.violation(emoji.getInputSchema(), Json.MAPPER.readTree(input.replace('\'', '"'))))
                .hasValueSatisfying(invalid -> assertThat(invalid.field()).contains(field));
    }

    private Optional<InvalidRequest> violation(String input) {
        return rules.violation(sketch.getInputSchema(), Json.MAPPER.readTree(input));
    }
}
