package dev.atelier.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputSchemaTest {
    private final InputSchema schema = InputSchema.of(SampleModels.of("""
            {"count": {"type": "integer", "maximum": 4},
             "num_images": {"type": "integer"},
             "image": {"anyOf": [{"type": "string"}, {"type": "array"}]},
             "images": {"type": ["array", "null"]},
             "mask": {"type": "string"}}"""));

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
        assertThat(InputSchema.of(SampleModels.of("{}")).type("count")).isEqualTo("string");
    }
}
