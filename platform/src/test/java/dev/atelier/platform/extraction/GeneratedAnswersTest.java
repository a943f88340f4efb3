package dev.atelier.platform.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.platform.extraction.Extraction.Judgement;
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A thousand schemas made by chance, each with answers of every kind: nothing is taken for a success that is none. */
class GeneratedAnswersTest {
    private static final int SCHEMAS = 1_000;
    /** Made once: to compile a schema takes longer than to judge by it. */
    private static final List<Asked> ASKED = IntStream.range(0, SCHEMAS)
            .mapToObj(seed -> Sample.of(new SplittableRandom(seed)))
            .map(sample -> new Asked(sample, Extraction.of(sample.schema())))
            .toList();

    private static final SchemaRegistry JUDGES = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private record Asked(Sample sample, Extraction extraction) {}

    @Test
    void takesWhatConformsInWhateverItIsWrapped() {
        forEachSample((sample, extraction, _) -> {
            String answer = sample.valid().toString();

            for (String written : List.of(answer, fenced(answer), "Here it is:\n" + fenced(answer) + "\nDone.")) {
                assertThat(extraction.judge(written)).isEqualTo(new Judgement.Conforming(sample.valid()));
            }
        });
    }

    @Test
    void repairsWhatLosesNothing() {
        forEachSample((sample, extraction, _) -> assertThat(
                        extraction.judge(sample.careless().toString()))
                .as("%s for %s", sample.careless(), sample.schema())
                .isInstanceOf(Judgement.Conforming.class));
    }

    @Test
    void takesAnswersToTheStrictSchemaForWhatTheyMean() {
        forEachSample((sample, extraction, _) -> {
            var verdict = StrictSchema.of(sample.schema());
            assertThat(verdict).as("%s", sample.schema()).isInstanceOf(StrictSchema.Verdict.Usable.class);
            var strict = ((StrictSchema.Verdict.Usable) verdict).strict();

            var said = new Strictly(strict.schema()).said(sample.valid());

            assertThat(said).as("%s for %s", sample.valid(), strict.schema()).isPresent();
            assertThat(Conformance.of(strict.schema()).violations(said.get())).isEmpty();
            assertThat(sameBut(extraction.judge(said.get().toString()), sample.valid()))
                    .isTrue();
        });
    }

    @Test
    void announcesNothingThatDoesNotConform() {
        forEachSample((sample, extraction, random) -> {
            Schema judge = JUDGES.getSchema(sample.schema());
            for (String answer : broken(sample, random)) {
                if (extraction.judge(answer) instanceof Judgement.Conforming(var manifest)) {
                    assertThat(judge.validate(manifest))
                            .as("%s, from %s for %s", manifest, answer, sample.schema())
                            .isEmpty();
                }
            }
        });
    }

    /** Almost valid, cut off, of wrong types, doubled, and nonsense. */
    private static List<String> broken(Sample sample, RandomGenerator random) {
        String text = sample.valid().toString();
        List<String> answers = new ArrayList<>();
        answers.add(text.substring(0, random.nextInt(text.length())));
        answers.add(fenced(text).substring(0, random.nextInt(text.length())));
        answers.add(text + " or " + sample.careless());
        answers.add(text.replaceFirst("[0-9]+", "\"many\""));
        answers.add(text.replaceFirst("\"p0\"", "\"other\""));
        answers.add(text.replaceFirst("true|false", "null"));
        answers.add(text.replaceFirst(":", ":["));
        answers.add(text.replace('"', '\''));
        answers.add("[" + text + "]");
        answers.add("I cannot tell from this picture.");
        answers.add("null");
        var noise = new StringBuilder(text);
        noise.setCharAt(random.nextInt(noise.length()), "{}[]\",:0at".charAt(random.nextInt(10)));
        answers.add(noise.toString());
        return answers;
    }

    /** An optional property that may be null may come back as null where it was absent; both say the same there. */
    private static boolean sameBut(Judgement judgement, JsonNode valid) {
        return judgement instanceof Judgement.Conforming(var manifest)
                && withoutNulls(manifest).equals(withoutNulls(valid));
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node.isArray()) {
            var array = Json.MAPPER.createArrayNode();
            node.forEach(item -> array.add(withoutNulls(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        var object = Json.MAPPER.createObjectNode();
        node.properties().stream()
                .filter(property -> !property.getValue().isNull())
                .forEach(property -> object.set(property.getKey(), withoutNulls(property.getValue())));
        return object;
    }

    @FunctionalInterface
    private interface Check {
        void check(Sample sample, Extraction extraction, RandomGenerator random);
    }

    private static void forEachSample(Check check) {
        for (int seed = 0; seed < SCHEMAS; seed++) {
            Asked asked = ASKED.get(seed);
            check.check(asked.sample(), asked.extraction(), new SplittableRandom(seed));
        }
    }

    private static String fenced(String text) {
        return "```json\n" + text + "\n```";
    }
}
