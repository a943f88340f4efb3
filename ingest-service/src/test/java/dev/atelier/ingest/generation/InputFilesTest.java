package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Inputs name files, and get references in their place. */
class InputFilesTest {
    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "image": {"type": "string", "contentMediaType": "image/*"},
              "images": {"type": "array", "items": {"$ref": "#/$defs/picture"}},
              "clip": {"anyOf": [{"type": "null"}, {"type": "string", "contentMediaType": "video/mp4"}]},
              "page": {"type": "string", "format": "uri"},
              "scene": {"type": "object", "properties": {"sky": {"$ref": "#/$defs/picture"}}}},
             "$defs": {"picture": {"type": "string", "contentMediaType": "image/png"}, "loop": {"$ref": "#/$defs/loop"}}}""";

    private final List<String> asked = new ArrayList<>();
    private final Elsewhere elsewhere = new Elsewhere();
    private final InputFiles files = new InputFiles(elsewhere, new InputSources.Scope("default", Optional.of("key-1")));

    private final class Elsewhere implements InputSources {
        private Duration time = Duration.ofMinutes(1);

        @Override
        public Optional<String> find(String project, String reference, String field) {
            return switch (reference) {
                case "upload://mine", "https://us/v1/uploads/mine" -> Optional.of("projects/default/content/mine");
                case "upload://other" -> throw RefusedException.invalid(field, field + " must name a file");
                default -> Optional.empty();
            };
        }

        @Override
        public String fetch(Wanted wanted, Duration within) {
            assertThat(wanted.scope()).isEqualTo(new Scope("default", Optional.of("key-1")));
            asked.add("%s as %s".formatted(wanted.url(), wanted.field()));
            return "fetched/" + asked.size();
        }

        @Override
        public Duration time() {
            return time;
        }
    }

    @Test
    void namesWhatIsHereWhereverItStands() throws InterruptedException {
        ObjectNode input = input("""
                {"a": {"b": ["upload://mine", "text"]}, "c": "https://us/v1/uploads/mine", "d": "https://else/x", "e": 1}""");

        assertThat(files.named(input, "input")).isEqualTo(input("""
                {"a": {"b": ["object://projects/default/content/mine", "text"]},
                 "c": "object://projects/default/content/mine", "d": "https://else/x", "e": 1}"""));
    }

    @Test
    void saysWhereAFileIsNamedThatIsNotThere() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> files.named(input("{\"a\": [1, {\"b\": \"upload://other\"}]}"), "input"))
                .withMessage("input.a[1].b must name a file");
    }

    @Test
    void fetchesWhatTheSchemaCallsAFile() throws InterruptedException {
        ObjectNode input = input("""
                {"image": "https://x/1", "images": ["HTTPS://x/2", "data:x", 3], "clip": "http://x/3",
                 "page": "https://x/4", "scene": {"sky": "https://x/5", "sea": "https://x/6"}, "more": "https://x/7"}""");

        ObjectNode fetched = files.fetched(SCHEMA, input, "input");

        assertThat(asked)
                .containsExactly(
                        "https://x/1 as input.image",
                        "HTTPS://x/2 as input.images[0]",
                        "http://x/3 as input.clip",
                        "https://x/5 as input.scene.sky");
        assertThat(fetched.at("/images/0").asString()).isEqualTo("object://fetched/2");
        assertThat(fetched.at("/page").asString()).isEqualTo("https://x/4");
    }

    @Test
    void fetchesTheValuesOfAMatrix() throws InterruptedException {
        ObjectNode values = input("{\"image\": [\"https://x/1\", \"data:x\"], \"page\": [\"https://x/2\"]}");

        ObjectNode fetched = files.fetchedEach(SCHEMA, values, "matrix");

        assertThat(asked).containsExactly("https://x/1 as matrix.image[0]");
        assertThat(fetched.at("/image/0").asString()).isEqualTo("object://fetched/1");
        assertThat(fetched.at("/page/0").asString()).isEqualTo("https://x/2");
    }

    @Test
    void fetchesAUrlOnceAndNotTooMany() throws InterruptedException {
        for (int index = 0; index < 16; index++) {
            var _ = files.fetched(SCHEMA, input("{\"image\": \"https://x/%d\"}".formatted(index)), "input");
        }
        var _ = files.fetched(SCHEMA, input("{\"image\": \"https://x/0\"}"), "input");

        assertThat(asked).hasSize(16);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> files.fetched(SCHEMA, input("{\"image\": \"https://x/17\"}"), "input"))
                .withMessageStartingWith("input.image is one URL too many");
    }

    @Test
    void stopsWhenTheTimeForAllOfThemIsOver() {
        elsewhere.time = Duration.ZERO;
        var late = new InputFiles(elsewhere, new InputSources.Scope("default", Optional.of("key-1")));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> late.fetched(SCHEMA, input("{\"image\": \"https://x/1\"}"), "input"))
                .withMessageContaining("could not be fetched in time");
        assertThat(asked).isEmpty();
    }

    @Test
    void isNotLedAstrayByASchemaThatRefersToItself() throws InterruptedException {
        String schema = """
                {"properties": {"a": {"allOf": [{"$ref": "#/properties/a"}, {"$ref": "#/$defs/b"}]}},
                 "$defs": {"b": {"anyOf": [{"$ref": "#/properties/a"}, {"$ref": "#/$defs/b"}]}}}""";

        assertThat(files.fetched(schema, input("{\"a\": \"https://x/1\"}"), "input"))
                .isEqualTo(input("{\"a\": \"https://x/1\"}"));
    }

    private static ObjectNode input(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }
}
