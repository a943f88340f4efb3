package dev.atelier.platform.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * The official test suite of JSON Schema, draft 2020-12: each case whose schema the rewriting takes keeps its verdict. No
 * registry of ours has that draft's cases, so a checkout of them is told by {@code -Djson-schema-suite=FOLDER}.
 */
@EnabledIfSystemProperty(named = "json-schema-suite", matches = ".+")
class OfficialSuiteTest {
    /** Of this checkout's or a later one's cases; fewer would mean that the rewriting refuses more than it did. */
    private static final int FEWEST_SCHEMAS = 115;

    private static final int FEWEST_SAID = 180;

    private int taken;
    private int said;

    @Test
    void keepsTheVerdictOfEachCaseThatTheRewritingTakes() throws IOException {
        for (Path file : files()) {
            for (JsonNode group : Json.MAPPER.readTree(Files.readString(file))) {
                if (StrictSchema.of(group.get("schema")) instanceof StrictSchema.Verdict.Usable(var strict)) {
                    taken++;
                    group.get("tests").forEach(test -> keepsItsVerdict(file, group, strict, test));
                }
            }
        }

        System.out.printf("%d schemas taken, %d cases judged after rewriting%n", taken, said);
        assertThat(taken).isGreaterThanOrEqualTo(FEWEST_SCHEMAS);
        assertThat(said).isGreaterThanOrEqualTo(FEWEST_SAID);
    }

    private void keepsItsVerdict(Path file, JsonNode group, StrictSchema strict, JsonNode test) {
        String name = "%s: %s: %s"
                .formatted(
                        file.getFileName(),
                        group.get("description").asString(),
                        test.get("description").asString());
        boolean valid = test.get("valid").asBoolean();
        JsonNode data = test.get("data");
        var conformance = Conformance.of(group.get("schema"));
        assertThat(conformance.violations(data).isEmpty()).as(name).isEqualTo(valid);
        new Strictly(strict.schema()).said(data).ifPresent(words -> {
            JsonNode restored = strict.restore(words);
            if (!valid && !restored.equals(data)) {
                // There are no words for what lacks a null that it should have.
                return;
            }
            said++;
            if (valid) {
                assertThat(Conformance.of(strict.schema()).violations(words))
                        .as(name)
                        .isEmpty();
            }
            assertThat(conformance.violations(restored).isEmpty())
                    .as("restored, %s", name)
                    .isEqualTo(valid);
        });
    }

    private static List<Path> files() throws IOException {
        var folder = Path.of(System.getProperty("json-schema-suite"), "tests", "draft2020-12");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
