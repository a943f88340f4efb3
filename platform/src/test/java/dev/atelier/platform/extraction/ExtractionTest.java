package dev.atelier.platform.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.extraction.Extraction.Judgement;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExtractionTest {
    private static final String COUNT =
            "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": \"integer\"}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\": 3}",
                "  {\"n\": 3}\n",
                "\uFEFF{\"n\": 3}",
                "```json\n{\"n\": 3}\n```",
                "```\n{\"n\": 3}\n```",
                "Here it is:\n```json\n{\"n\": 3}\n```\nAnything else?",
                "Sure! {\"n\": 3} is what I see.",
                "I used {braces}, [maybe]: {\"n\": 3}",
                "{\"n\": 3} and once more {\"n\": 3}",
                "{\"n\": \"3\"}",
                "{\"n\": \" 3 \"}",
                "{\"n\": \"3.0\"}",
            })
    void findsTheOneValue(String answer) {
        assertThat(judged(COUNT, answer)).isEqualTo(new Judgement.Conforming(json("{\"n\": 3}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I cannot see anything.",
                "{\"n\": 3",
                "{\"n\": 3} or {\"n\": 4}",
                "{\"n\": 3, \"n\": 4}",
                "[{\"n\": 3}, {\"n\":",
                "[{\"n\": 3}, {\"n\": 3},]",
                "{\"m\": 1, \"inner\": {\"n\": 3}, \"z\":",
                "{\"m\": 1, \"m\": 2, \"inner\": {\"n\": 3}}",
                "{\"n\": 3.5}",
                "{\"n\": \"3.5\"}",
                "{\"n\": \"three\"}",
                "{\"n\": \"1e3\"}",
                "{\"n\": \"03\"}",
                "{\"n\": true}",
                "{\"n\": null}",
                "{}",
                "[3]",
                "3",
            })
    void refusesWhatItWouldHaveToGuess(String answer) {
        assertThat(judged(COUNT, answer)).isInstanceOf(Judgement.Failing.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'boolean'} | 'True' | true",
                "{'type': 'boolean'} | 'false ' | false",
                "{'type': 'number'} | '-3.50' | -3.50",
                "{'type': 'string'} | 3 | '3'",
                "{'type': 'string'} | true | 'true'",
                "{'type': 'null'} | 'null' | null",
                "{'type': 'array', 'items': {'type': 'string'}} | 'a' | ['a']",
                "{'type': 'array', 'items': {'type': 'integer'}} | '3' | [3]",
                "{'enum': ['Red', 'Green']} | ' red' | 'Red'",
                "{'enum': [1, 2]} | '2' | 2",
                "{'const': 'Yes'} | 'YES' | 'Yes'",
                "{'type': ['integer', 'null']} | '7' | 7",
                "{'anyOf': [{'type': 'integer'}, {'type': 'null'}]} | '7' | 7",
                "{'type': 'array', 'items': {'type': 'object', 'properties': {'a': {'type': 'integer'}}}} | {'a': '1'} | [{'a': 1}]",
            })
    void takesValuesForWhatTheyMean(String schema, String answer, String manifest) {
        String whole =
                "{\"type\": \"object\", \"required\": [\"v\"], \"properties\": {\"v\": %s}}".formatted(quoted(schema));

        assertThat(judged(whole, "{\"v\": %s}".formatted(quoted(answer))))
                .isEqualTo(new Judgement.Conforming(json("{\"v\": %s}".formatted(quoted(manifest)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'boolean'} | 1",
                "{'type': 'boolean'} | 'yes'",
                "{'enum': ['a', 'A']} | ' a '",
                "{'type': 'string'} | null",
                "{'type': 'string'} | ['a']",
                "{'type': 'integer'} | [3]",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'additionalProperties': false} | {'b': 1}",
            })
    void losesNothing(String schema, String answer) {
        String whole =
                "{\"type\": \"object\", \"required\": [\"v\"], \"properties\": {\"v\": %s}}".formatted(quoted(schema));

        assertThat(judged(whole, "{\"v\": %s}".formatted(quoted(answer)))).isInstanceOf(Judgement.Failing.class);
    }

    @Test
    void namesEveryViolationAndNoValue() {
        var judgement = judged(
                "{\"type\": \"object\", \"required\": [\"a\", \"b\"], \"properties\": "
                        + "{\"a\": {\"type\": \"integer\"}, \"c\": {\"type\": \"string\", \"maxLength\": 2}}}",
                "{\"a\": \"my secret\", \"c\": \"another one\"}");

        assertThat(((Judgement.Failing) judgement).violations())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder("", "/a", "/c");
        assertThat(judgement.toString()).doesNotContain("secret", "another one");
    }

    @Test
    void holdsAnAnswerToWhatAStrictModeDoesNotKnow() {
        String schema = "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"minLength\": 3}}}";

        assertThat(judged(schema, "{\"a\": null}")).isEqualTo(new Judgement.Conforming(json("{}")));
        assertThat(judged(schema, "{\"a\": \"ab\"}")).isInstanceOf(Judgement.Failing.class);
    }

    @Test
    void comesToAnEndWithAPatternThatDoesNot() {
        String schema =
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"^(a+)+$\"}}}";

        assertThat(judged(schema, "{\"a\": \"" + "a".repeat(60) + "!\"}")).isInstanceOf(Judgement.Failing.class);
    }

    @Test
    void comesToAnEndWithASchemaThatDoublesAtEachLevel() {
        String schema = """
                {"$ref": "#/$defs/n", "$defs": {"n": {"anyOf": [
                  {"properties": {"c": {"$ref": "#/$defs/n"}}, "required": ["x"]},
                  {"properties": {"c": {"$ref": "#/$defs/n"}}, "required": ["y"]}]}}}""";
        String answer = "{\"c\": ".repeat(80) + "{}" + "}".repeat(80);

        assertThat(judged(schema, answer)).isInstanceOf(Judgement.Failing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[\"", "{ [ "})
    void comesToAnEndWithAnswersThatOpenAndNeverClose(String piece) {
        assertThat(judged(COUNT, piece.repeat(20_000))).isInstanceOf(Judgement.Failing.class);
    }

    private static Judgement judged(String schema, String answer) {
        return Extraction.of(json(schema)).judge(answer);
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
