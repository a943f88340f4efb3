package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Jobs;
import dev.atelier.event.Capability;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;

/** What a model is told that knows nothing of schemas. */
class ExtractingTest {
    @Test
    void tellsTheSchemaInThePrompt() {
        var job = Jobs.judged(Jobs.of(Capability.EXTRACT, """
                {"prompt": "How many?", "image_url": "https://a.test/1.png", "schema": {"type": "object"}}"""));

        var told = Extracting.inWords(job);

        assertThat(told.parameters().propertyNames()).containsExactlyInAnyOrder("prompt", "image_url");
        assertThat(told.parameters().path("prompt").asString())
                .isEqualTo(
                        "How many?\n\nAnswer with one JSON value that conforms to this JSON Schema, and with nothing "
                                + "before or after it:\n{\"type\":\"object\"}");
        assertThat(job.parameters().has("schema")).isTrue();
    }

    @Test
    void tellsWhatWasWrongWithTheLastAnswer() {
        var job = Jobs.of(Capability.EXTRACT, "{\"schema\": {\"type\": \"object\"}}");

        var told = Extracting.inWords(Jobs.corrected(job, "[]", "", "array found, object expected"));

        assertThat(told.parameters().path("prompt").asString())
                .startsWith(Extracting.UNASKED)
                .contains("Your last answer was:\n[]", "array found, object expected");
    }

    @Test
    void leavesEverythingElseAlone() {
        var job = Jobs.of(Capability.DESCRIBE, "{\"schema\": {}}");

        assertThat(Extracting.inWords(job)).isSameAs(job);
        assertThat(job.parameters()).isEqualTo(Json.MAPPER.readTree("{\"schema\": {}}"));
    }
}
