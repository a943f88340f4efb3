package dev.atelier.platform.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

class RepetitionsTest {
    private static final String SCHEMA = "{\"type\": \"string\", \"pattern\": %s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a*b+ | 1",
                "a{3} | 3",
                "a{2,} | 2",
                "a{1,63}b{100} | 100",
                "(a{3}b{4}){1,2} | 8",
                "((x){20}){30} | 600",
                "[({]{7} | 7",
                "(?:[0-9a-f]{1,4}:){7} | 28",
                "\\({9}\\) | 9",
                "^[A-Z]{2}-[0-9]{4}$ | 4",
                "(){2000000000} | 2000000000",
            })
    void areMultipliedWhereTheyLieInEachOther(String pattern, double most) {
        assertThat(Repetitions.most(pattern)).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((){2000000000}){2000000000}", "((a?){1000}){1000}", "a{10001}"})
    void areRefusedWhereTheyNeedNoText(String pattern) {
        assertThat(Conformance.faults(Json.MAPPER.readTree(SCHEMA.formatted(Json.MAPPER.writeValueAsString(pattern)))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.path()).isEqualTo("/pattern"));
    }

    @Test
    void endInAViolationWhereAMatcherGoesTooDeep() {
        var schema = Conformance.of(Json.MAPPER.readTree(SCHEMA.formatted("\"^(a|b)*$\"")));

        assertThat(schema.violations(StringNode.valueOf("ab".repeat(500_000)))).isNotEmpty();
    }
}
