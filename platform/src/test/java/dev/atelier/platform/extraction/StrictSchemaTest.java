package dev.atelier.platform.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StrictSchemaTest {
    @Test
    void refusesWhatIsToldApartByTheMerePresenceOfWhatMayBeNull() {
        var schema = """
                {"type": "object", "additionalProperties": false,
                 "properties": {"a": {"type": ["string", "null"]}, "b": {"type": "integer"}},
                 "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}""";

        assertThat(StrictSchema.of(Json.MAPPER.readTree(schema))).isInstanceOf(StrictSchema.Verdict.Refused.class);
    }

    @Test
    void closesObjectsAndLetsWhatIsOptionalBeNull() {
        var strict = usable("""
                {"type": "object", "required": ["id"], "properties": {
                  "id": {"type": "string"},
                  "count": {"type": "integer", "minimum": 0},
                  "kind": {"enum": ["a", "b"]},
                  "tags": {"type": "array", "items": {"type": "string"}}}}""");

        assertThat(strict.schema()).isEqualTo(json("""
                {"type": "object", "additionalProperties": false, "required": ["id", "count", "kind", "tags"],
                 "properties": {
                  "id": {"type": "string"},
                  "count": {"type": ["integer", "null"], "minimum": 0},
                  "kind": {"type": ["string", "null"], "enum": ["a", "b", null]},
                  "tags": {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]}}}"""));
    }

    @Test
    void leavesOutAgainWhatIsNullForWantOfAValue() {
        var strict = usable("""
                {"type": "object", "required": ["a"], "properties": {
                  "a": {"type": ["string", "null"]}, "b": {"type": "string"}, "c": {"type": ["string", "null"]},
                  "d": {"type": "object", "properties": {"e": {"type": "integer"}}}}}""");

        assertThat(strict.restore(json("{\"a\": null, \"b\": null, \"c\": null, \"d\": {\"e\": null}}")))
                .isEqualTo(json("{\"a\": null, \"c\": null, \"d\": {}}"));
    }

    @Test
    void wrapsARootThatIsNoObject() {
        var strict = usable("{\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": "
                + "{\"answer\": {\"type\": \"string\"}}}}");

        assertThat(strict.schema().path("properties").propertyNames()).containsExactly("answer_");
        assertThat(strict.restore(json("{\"answer_\": [{\"answer\": null}]}"))).isEqualTo(json("[{}]"));
        assertThat(strict.restore(json("[{\"answer\": null}]"))).isEqualTo(json("[{}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'const': 'x'} | {'type': 'string', 'enum': ['x']}",
                "{'oneOf': [{'type': 'string'}, {'type': 'null'}]} | {'anyOf': [{'type': 'string'}, {'type': 'null'}]}",
                "{'allOf': [{'type': 'number'}, {'type': 'integer', 'minimum': 1}, {'minimum': 2}]} | {'type': 'integer', 'minimum': 2}",
                "{'type': 'string', 'minLength': 3} | {'type': 'string', 'description': '(minLength 3)'}",
                "{'type': 'string', 'format': 'date', 'title': 'T'} | {'type': 'string', 'format': 'date', 'title': 'T'}",
                "{'type': 'string', 'format': 'uri'} | {'type': 'string'}",
                "{'type': 'string', 'pattern': '^[A-Z]{2}$'} | {'type': 'string', 'pattern': '^[A-Z]{2}$'}",
                "{'type': 'string', 'pattern': '(?=a)b'} | {'type': 'string'}",
                "{'type': ['string', 'array'], 'items': {'type': 'null'}} | {'anyOf': [{'type': 'string'}, {'type': 'array', 'items': {'type': 'null'}}]}",
                "{'type': 'string', 'enum': ['a', 3]} | {'type': 'string', 'enum': ['a']}",
                "{'type': 'string', 'default': 'x', 'examples': ['y'], 'not': {'const': 'z'}} | {'type': 'string'}",
            })
    void says(String schema, String strict) {
        var rewritten = usable(
                "{\"type\": \"object\", \"required\": [\"p\"], \"properties\": {\"p\": %s}}".formatted(quoted(schema)));

        assertThat(rewritten.schema().at("/properties/p")).isEqualTo(json(quoted(strict)));
    }

    @Test
    void mergesTheObjectsOfAllOf() {
        var strict = usable("""
                {"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"b": {"type": "string"}}, "required": ["b"]}],
                 "$defs": {"base": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}}}""");

        assertThat(strict.schema()).isEqualTo(json("""
                {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
                 "required": ["a", "b"], "additionalProperties": false}"""));
    }

    @Test
    void keepsASchemaThatRefersToItself() {
        var strict = usable("""
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["name"], "properties": {
                  "name": {"type": "string"}, "left": {"$ref": "#/$defs/node"}}}}}""");

        assertThat(strict.schema().at("/properties/left")).isEqualTo(json("""
                {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}"""));
        assertThat(strict.restore(json("{\"name\": \"a\", \"left\": {\"name\": \"b\", \"left\": null}}")))
                .isEqualTo(json("{\"name\": \"a\", \"left\": {\"name\": \"b\"}}"));
    }

    @Test
    void restoresTheBranchThatTheAnswerIsOf() {
        var strict = usable("""
                {"type": "object", "required": ["shape"], "properties": {"shape": {"oneOf": [
                  {"type": "object", "required": ["kind"], "properties": {
                    "kind": {"const": "circle"}, "note": {"type": "string"}}},
                  {"type": "object", "required": ["kind"], "properties": {
                    "kind": {"const": "square"}, "note": {"type": ["string", "null"]}}}]}}}""");

        assertThat(strict.restore(json("{\"shape\": {\"kind\": \"circle\", \"note\": null}}")))
                .isEqualTo(json("{\"shape\": {\"kind\": \"circle\"}}"));
        assertThat(strict.restore(json("{\"shape\": {\"kind\": \"square\", \"note\": null}}")))
                .isEqualTo(json("{\"shape\": {\"kind\": \"square\", \"note\": null}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /properties/p",
                "true | /properties/p",
                "{'type': 'object'} | /properties/p",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'additionalProperties': true} | /properties/p/additionalProperties",
                "{'type': 'object', 'additionalProperties': {'type': 'string'}} | /properties/p/additionalProperties",
                "{'type': 'object', 'patternProperties': {'^x': {'type': 'string'}}} | /properties/p/patternProperties",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['b']} | /properties/p/required",
                "{'type': 'array'} | /properties/p/items",
                "{'type': 'array', 'prefixItems': [{'type': 'string'}]} | /properties/p/prefixItems",
                "{'$ref': 'https://example.com/x.json'} | /properties/p/$ref",
                "{'$ref': '#/$defs/none'} | /properties/p/$ref",
                "{'enum': [{'a': 1}]} | /properties/p/enum",
                "{'type': 'string', 'pattern': '('} | /properties/p/pattern",
                "{'type': 'nonsense'} | /properties/p/type",
                "{'allOf': [{'type': 'string'}, {'type': 'integer'}]} | /properties/p/type",
                "{'anyOf': [{'type': 'object', 'properties': {'a': {}}}]} | /properties/p/anyOf/0/properties/a",
                "{'type': 'object', 'properties': {'k': {'type': 'string'}}, 'if': {}, 'then': {'properties': {'x': {}}}} | /properties/p/then",
                "{'type': 'object', 'properties': {'k': {'type': 'null'}}, 'minProperties': 1} | /properties/p/properties/k",
            })
    void refusesWithThePath(String schema, String path) {
        var verdict = StrictSchema.of(json("{\"type\": \"object\", \"required\": [\"p\"], \"properties\": {\"p\": %s}}"
                .formatted(quoted(schema))));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        StrictSchema.Verdict.Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::path)
                                .contains(path));
    }

    @Test
    void refusesWhatIsLargerThanAVendorTakes() {
        var deep = "{\"type\": \"string\"}";
        for (int level = 0; level < 11; level++) {
            deep = "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": " + deep + "}}";
        }
        var many = Json.MAPPER.createObjectNode().put("type", "object");
        var properties = many.putObject("properties");
        for (int i = 0; i < 5_001; i++) {
            properties.putObject("p" + i).put("type", "null");
        }
        var choices = Json.MAPPER.createObjectNode();
        for (int i = 0; i < 1_001; i++) {
            choices.withArray("enum").add("c" + i);
        }

        assertThat(StrictSchema.of(json(deep))).isInstanceOf(StrictSchema.Verdict.Refused.class);
        assertThat(StrictSchema.of(many)).isInstanceOf(StrictSchema.Verdict.Refused.class);
        assertThat(StrictSchema.of(choices)).isInstanceOf(StrictSchema.Verdict.Refused.class);
    }

    @Test
    void comesToAnEndWithHostileSchemas() {
        var doubling = Json.MAPPER.createObjectNode();
        var definitions = doubling.put("$ref", "#/$defs/d0").putObject("$defs");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\": \"#/$defs/d%d\"}".formatted(i + 1);
            definitions.set("d" + i, json("{\"allOf\": [%s, %s]}".formatted(next, next)));
        }
        definitions.set("d40", json("{\"type\": \"string\"}"));
        var nested = json("{\"type\": \"string\"}");
        for (int i = 0; i < 5_000; i++) {
            nested = Json.MAPPER.createObjectNode().set("not", nested);
        }

        assertThat(StrictSchema.of(doubling)).isInstanceOf(StrictSchema.Verdict.Refused.class);
        assertThat(StrictSchema.of(nested)).isInstanceOf(StrictSchema.Verdict.Refused.class);
        assertThat(StrictSchema.of(json("""
                        {"type": "object", "properties": {"p": {"$ref": "#/$defs/a"}},
                         "$defs": {"a": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/a"}]}}}"""))).isInstanceOf(StrictSchema.Verdict.Refused.class);
        assertThat(StrictSchema.of(json("{\"$ref\": \"#\"}"))).isInstanceOf(StrictSchema.Verdict.Refused.class);
        assertThat(StrictSchema.of(json("{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#\"}]}")))
                .isInstanceOf(StrictSchema.Verdict.Refused.class);
    }

    private static StrictSchema usable(String schema) {
        var verdict = StrictSchema.of(json(schema));
        assertThat(verdict).as(verdict.toString()).isInstanceOf(StrictSchema.Verdict.Usable.class);
        return ((StrictSchema.Verdict.Usable) verdict).strict();
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
