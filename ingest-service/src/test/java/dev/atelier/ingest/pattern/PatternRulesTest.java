package dev.atelier.ingest.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.SampleCatalogue;
import dev.atelier.ingest.keys.Caller;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternRulesTest {
    private static final Caller CALLER = new Caller(Records.PROJECT, "key_1");
    private static final Definition SHELF = Records.definition("shelf");

    private final PatternRules rules = new PatternRules(new ExtractionModels(SampleCatalogue.extracting()));

    @Test
    void takesTheSchemaOfTheReadme() {
        Definition shelf = schema("""
                {"type": "object", "properties": {"shelf_id": {"type": "string"}, "products": {"type": "array",
                 "items": {"type": "object", "properties": {"name": {"type": "string"}, "brand": {"type": "string"},
                 "price_tag_visible": {"type": "boolean"}}, "required": ["name", "brand", "price_tag_visible"]}}},
                 "required": ["shelf_id", "products"]}""");

        assertThat(rules.checked(CALLER, shelf)).isEqualTo(shelf);
    }

    @Test
    void namesTheModelInFull() {
        assertThat(rules.checked(CALLER, model("reader")).model()).contains("studio/reader");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | json_schema",
                "{ | json_schema",
                "{'type': 'obj'} | json_schema/type",
                "{'type': 'object', 'properties': {'a': {'type': 'object'}}} | json_schema/properties/a",
                "{'type': 'object', 'properties': {'a': {'$ref': 'https://example.org/a'}}} | json_schema/properties/a/$ref",
            })
    void refusesASchemaAndNamesThePath(String schema, String field) {
        assertThat(field(schema(schema.replace('\'', '"')))).startsWith(field);
    }

    @Test
    void boundsEveryField() {
        assertThat(field(Records.definition(" "))).isEqualTo("name");
        assertThat(field(Records.definition("n".repeat(201)))).isEqualTo("name");
        assertThat(field(Records.definition("\ud800"))).isEqualTo("name");
        assertThat(field(of("i".repeat(16_001), Records.SCHEMA, "json", Optional.empty(), List.of())))
                .isEqualTo("instructions");
        assertThat(field(schema("{\"description\": \"%s\"}".formatted("d".repeat(65_536)))))
                .isEqualTo("json_schema");
        assertThat(field(examples(Collections.nCopies(11, "{\"shelf_id\": \"A\"}"))))
                .isEqualTo("examples");
        assertThat(field(examples(List.of("{\"shelf_id\": \"%s\"}".formatted("a".repeat(65_536))))))
                .isEqualTo("examples");
        assertThat(field(of("x", Records.SCHEMA, "toml", Optional.empty(), List.of())))
                .isEqualTo("format");
        assertThat(field(of("x", Records.SCHEMA, "text", Optional.of("t".repeat(16_001)), List.of())))
                .isEqualTo("template");
    }

    @Test
    void takesATemplateForTextAloneAndOneThatIsOne() {
        assertThatCode(() ->
                        rules.checked(CALLER, of("x", Records.SCHEMA, "text", Optional.of("{{shelf_id}}"), List.of())))
                .doesNotThrowAnyException();
        assertThat(field(of("x", Records.SCHEMA, "json", Optional.of("{{shelf_id}}"), List.of())))
                .isEqualTo("template");
        assertThat(field(of("x", Records.SCHEMA, "text", Optional.of("{{#shelf_id}}"), List.of())))
                .isEqualTo("template");
    }

    @Test
    void refusesAnExampleThatDoesNotConformAndNamesThePath() {
        assertThat(field(examples(List.of("{\"shelf_id\": \"A\"}", "{\"shelf_id\": 7}"))))
                .isEqualTo("examples[1]/shelf_id");
    }

    @ParameterizedTest
    @CsvSource({"studio/painter", "painter"})
    void refusesAModelThatDoesNotExtract(String model) {
        assertThat(field(model(model))).isEqualTo("model");
    }

    private String field(Definition wanted) {
        var refused = assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> rules.checked(CALLER, wanted))
                .actual();
        return ((InvalidRequest) refused.refusal()).field().orElseThrow();
    }

    private static Definition schema(String schema) {
        return of("Read the shelf", schema, "json", Optional.empty(), List.of());
    }

    private static Definition examples(List<String> examples) {
        return of("Read the shelf", Records.SCHEMA, "json", Optional.empty(), examples);
    }

    private static Definition model(String name) {
        return new Definition(
                SHELF.name(),
                SHELF.instructions(),
                SHELF.schema(),
                "json",
                Optional.empty(),
                Optional.of(name),
                List.of());
    }

    private static Definition of(
            String instructions, String schema, String format, Optional<String> template, List<String> examples) {
        return new Definition("shelf", instructions, schema, format, template, Optional.empty(), examples);
    }
}
