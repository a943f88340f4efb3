package dev.atelier.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputRulesTest {
    private static final String SCHEMA = """
            {"type": "object", "required": ["prompt"], "additionalProperties": false,
             "properties": {"prompt": {"type": "string", "minLength": 1}, "steps": {"type": "integer", "maximum": 50},
                            "size": {"type": "object", "required": ["width"],
                                     "properties": {"width": {"type": "integer"}}}}}
            """;

    private final InputRules rules = new InputRules();

    @Test
    void findsNothingWrongWithAGoodInput() {
        assertThat(check("{\"prompt\":\"x\",\"steps\":50}")).isEmpty();
    }

    @Test
    void namesAMissingField() {
        assertThat(check("{}").orElseThrow().field()).contains("input.prompt");
    }

    @Test
    void namesAMissingFieldInsideAnother() {
        assertThat(check("{\"prompt\":\"x\",\"size\":{}}").orElseThrow().field())
                .contains("input.size.width");
    }

    @Test
    void namesFieldRuleAndNumber() {
        assertThat(check("{\"prompt\":\"x\",\"steps\":51}").orElseThrow().detail())
                .contains("input.steps")
                .contains("maximum value of 50")
                .endsWith("but was 51");
    }

    @Test
    void namesAFieldThatNobodyKnows() {
        assertThat(check("{\"prompt\":\"x\",\"colour\":\"red\"}").orElseThrow().field())
                .contains("input.colour");
    }

    @Test
    void neverRepeatsWhatMayBePrivate() {
        assertThat(check("{\"prompt\":\"x\",\"steps\":\"my secret\"}")
                        .orElseThrow()
                        .detail())
                .doesNotContain("secret");
    }

    private Optional<InvalidRequest> check(String input) {
        return rules.violation(SCHEMA, Json.MAPPER.readTree(input));
    }
}
