package dev.atelier.ingest.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewBatch.Wanted.Items;
import dev.atelier.ingest.generation.SampleCatalogue;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final Conditions CONDITIONS = new Conditions(
            Lane.BATCH, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OnLimit.QUEUE);
    private static final Version VERSION = new Version(
            3,
            "s",
            new Definition(
                    "shelf",
                    "Read the shelf",
                    Records.SCHEMA,
                    "yaml",
                    Optional.empty(),
                    Optional.empty(),
                    List.of("{\"shelf_id\":\"A\"}")),
            Records.NOON,
            Optional.empty());
    private static final PatternReference BY = VERSION.reference("p-1");

    private final Question question =
            new Question(SampleCatalogue.model("studio/reader", Capability.EXTRACT), VERSION, BY);

    @Test
    void asksWithAllThatAModelNeeds() {
        var wanted = question.of(new Picture("https://example.com/shelf.jpg"), List.of("mine"));

        assertThat(wanted.input()).isEqualTo(Json.MAPPER.readTree("""
                {"prompt": "Read the shelf\\n\\nExamples of answers to other pictures:\\n{\\"shelf_id\\":\\"A\\"}",
                 "schema": %s, "image": "https://example.com/shelf.jpg"}""".formatted(Records.SCHEMA)));
        assertThat(wanted.capability()).contains(Capability.EXTRACT);
        assertThat(wanted.tags()).containsExactly("mine");
        assertThat(wanted.pattern()).contains(BY);
        assertThat(BY.getVersion()).isEqualTo(3);
        assertThat(BY.getFormat()).isEqualTo("yaml");
    }

    @Test
    void saysOnceWhatAllOfABatchHaveInCommon() {
        var pictures = List.of(new Picture("https://example.com/1.jpg"), new Picture("upload://2"));

        var wanted = question.of(pictures, List.of(), CONDITIONS, Optional.of(2.0));

        assertThat(wanted.input().propertyNames()).containsExactly("prompt", "schema");
        assertThat(((Items) wanted.wanted()).items())
                .extracting(item -> item.input().toString())
                .containsExactly("{\"image\":\"https://example.com/1.jpg\"}", "{\"image\":\"upload://2\"}");
        assertThat(wanted.pattern()).contains(BY);
    }
}
