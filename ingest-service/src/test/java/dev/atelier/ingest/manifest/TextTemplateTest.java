package dev.atelier.ingest.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TextTemplateTest {
    private static final JsonNode SHELF = JsonText.read("""
            {"id": "S-1", "size": {"width": 1.50}, "a.b": "dots", "gone": null, "empty": [], "open": true,
             "products": [{"name": "Cola", "tags": ["red", "sweet"]}, {"name": "<Water>", "tags": []}]}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{id}}                                          | S-1
            {{ size.width }}                                | 1.50
            {{"a.b"}}                                       | dots
            {{size}}                                        | {"width":1.50}
            {{products.1.name}}                             | <Water>
            {{gone}}{{none}}{{none.more}}{{products.9}}-    | -
            {{#products}}{{name}} in {{id}}; {{/products}}. | Cola in S-1; <Water> in S-1; .
            {{#products}}{{#tags}}[{{.}}]{{/tags}}{{^tags}}none{{/tags}} {{/products}}. | [red][sweet] none .
            {{#open}}yes{{/open}}{{^open}}no{{/open}}       | yes
            {{#empty}}x{{/empty}}{{^empty}}none{{/empty}}   | none
            {{#size}}{{width}}{{/size}}{{! a remark }}      | 1.50
            }} { {x} "{{id}}"                               | }} { {x} "S-1"
            """)
    void writesWhatStandsAtAPath(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void takesALineWithATagThatWritesNothing() {
        assertThat(render("""
                Products:
                {{#products}}
                - {{name}}
                {{/products}}
                {{! the end }}
                """)).isEqualTo("""
                        Products:
                        - Cola
                        - <Water>
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a {{}}                  | line 1
            {{a..b}}                | line 1
            {{a b}}                 | line 1
            {{#a}}                  | not ended
            {{/a}}                  | line 1
            {{#a}}{{#b}}{{/a}}{{/b}} | line 1
            """)
    void saysWhatIsWrongWithATemplate(String template, String message) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> TextTemplate.of(template))
                .withMessageContaining(message);
    }

    @Test
    void saysInWhichLine() {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> TextTemplate.of("a\nb\n{{/a}}\n"))
                .withMessageContaining("line 3");
    }

    @Test
    void hasBounds() {
        JsonNode numbers = JsonText.read("{\"a\": [%s0]}".formatted("0,".repeat(999)));
        TextTemplate often = TextTemplate.of("{{#a}}".repeat(10) + "{{/a}}".repeat(10));
        TextTemplate much = TextTemplate.of("{{#a}}{{#a}}" + "x".repeat(1000) + "{{/a}}{{/a}}");

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.render(often, numbers))
                .withMessageContaining("too much");
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.render(much, numbers))
                .withMessageContaining("bytes");
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> TextTemplate.of("{{#a}}".repeat(21) + "{{/a}}".repeat(21)))
                .withMessageContaining("20 deep");
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> TextTemplate.of("x".repeat(TextTemplate.LONGEST + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u001b[31mred", "\\u0000", "a\\rb", "\\u009b"})
    void showsNoControlCharacters(String text) {
        JsonNode manifest = JsonText.read("{\"a\": \"%s\"}".formatted(text));

        String rendered = new String(Manifests.render(TextTemplate.of("{{a}}"), manifest), UTF_8);

        assertThat(rendered).contains("\uFFFD").doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void laysAManifestOutWithoutATemplate() {
        JsonNode manifest = JsonText.read("""
                {"id": "S-1", "note": "two\\nlines", "gone": null, "size": {"width": 1.50}, "empty": [],
                 "products": [{"name": "Cola", "tags": ["red", "sweet"]}]}""");

        assertThat(new String(Manifests.render(ManifestFormat.TEXT, manifest), UTF_8))
                .isEqualTo("""
                id: S-1
                note: two
                  lines
                gone:
                size:
                  width: 1.50
                empty:
                products:
                  -
                    name: Cola
                    tags:
                      - red
                      - sweet
                """);
    }

    private static String render(String template) {
        return new String(Manifests.render(TextTemplate.of(template), SHELF), UTF_8);
    }
}
