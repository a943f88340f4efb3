package dev.atelier.ingest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.dialect.SampleModels;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class FormFieldsTest {
    private static final InputSchema SCHEMA = InputSchema.of(SampleModels.of(
            "{'seed': {'type': 'integer'}, 'strength': {'type': 'number'}, 'tile': {'type': 'boolean'}}"));

    @Test
    void givesEachFieldTheTypeThatItHasInJson() {
        ObjectNode typed = FormFields.typed(json("""
                        {"prompt": "7", "n": "2", "stream": "true", "seed": "7", "strength": "0.5", "tile": "false", "else": "1"}"""), SCHEMA);

        assertThat(typed.toString())
                .isEqualTo("{\"prompt\":\"7\",\"n\":2,\"stream\":true,\"seed\":7,\"strength\":0.5,"
                        + "\"tile\":false,\"else\":\"1\"}");
    }

    @ParameterizedTest
    @CsvSource({"n, two", "n, 1.5", "stream, yes", "seed, 1e9", "strength, NaN", "tile, 1"})
    void refusesWhatIsOfNoSuchType(String name, String text) {
        ObjectNode texts = Json.MAPPER.createObjectNode().put(name, text);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FormFields.typed(texts, SCHEMA))
                .withMessageStartingWith(name + " must be");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text);
    }
}
