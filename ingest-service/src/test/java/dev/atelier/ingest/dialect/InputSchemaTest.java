package dev.atelier.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ModelDefined;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputSchemaTest {
    private final InputSchema schema = of("""
            {"properties": {
              "count": {"type": "integer", "maximum": 4},
              "num_images": {"type": "integer"},
              "image": {"anyOf": [{"type": "string"}, {"type": "array"}]},
              "images": {"type": ["array", "null"]},
              "mask": {"type": "string"}}}""");

    @Test
    void knowsWhichParametersThereAre() {
        assertThat(schema.has("mask")).isTrue();
        assertThat(schema.has("prompt")).isFalse();
        assertThat(schema.first("format", "mask", "image")).contains("mask");
        assertThat(schema.first("format")).isEmpty();
    }

    @Test
    void knowsHowGreatAParameterMayBe() {
        assertThat(schema.firstUpTo(4, "count", "num_images")).contains("count");
        assertThat(schema.firstUpTo(5, "count", "num_images")).contains("num_images");
        assertThat(schema.firstUpTo(5, "count")).isEmpty();
    }

    @Test
    void knowsWhichParametersMayBeLists() {
        assertThat(schema.takesList("image")).isTrue();
        assertThat(schema.takesList("images")).isTrue();
        assertThat(schema.takesList("mask")).isFalse();
    }

    @Test
    void takesWhatHasNoTypeForText() {
        assertThat(schema.type("count")).isEqualTo("integer");
        assertThat(schema.type("image")).isEqualTo("string");
        assertThat(of("{}").type("count")).isEqualTo("string");
    }

    /** The schema of a model whose input schema is {@code json}. */
    static InputSchema of(String json) {
        return InputSchema.of(ModelDefined.newBuilder()
                .setModel("a/b")
                .setTitle("b")
                .setCapabilities(List.of())
                .setInputSchema(json)
                .setTargets(List.of())
                .build());
    }
}
