package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a document. */
class JsonTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", " {\"a\": \"b\"} "})
    void isAnObjectOrAList(String text) {
        assertThat(JsonText.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "\"a\"", "null", "{", "{} {}", "```json\n{}\n```", "It is a fox."})
    void isNothingElse(String text) {
        assertThat(JsonText.isOne(text)).isFalse();
    }
}
