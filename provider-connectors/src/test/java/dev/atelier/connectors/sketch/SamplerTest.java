package dev.atelier.connectors.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Samples conform to their schemas, as a validator of its own sees it. */
class SamplerTest {
    private static final String TREE = """
            {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["name"], "properties": {
              "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type': 'string'}",
                "{'type': 'null'}",
                "{'type': 'boolean'}",
                "{'type': ['null', 'integer']}",
                "{'const': {'a': [1, null]}}",
                "{'enum': ['x', 3, null, {'y': true}]}",
                "{'type': 'string', 'minLength': 40, 'maxLength': 41}",
                "{'type': 'string', 'maxLength': 1}",
                "{'type': 'string', 'maxLength': 0}",
                "{'type': 'string', 'format': 'date'}",
                "{'type': 'string', 'format': 'date-time'}",
                "{'type': 'string', 'format': 'time'}",
                "{'type': 'string', 'format': 'uri'}",
                "{'type': 'string', 'format': 'email'}",
                "{'type': 'string', 'format': 'uuid'}",
                "{'type': 'string', 'format': 'ipv4'}",
                "{'type': 'string', 'format': 'ipv6'}",
                "{'type': 'string', 'format': 'duration'}",
                "{'type': 'string', 'format': 'hostname'}",
                "{'type': 'string', 'format': 'email', 'minLength': 10}",
                "{'type': 'string', 'pattern': '^[A-Z]{3}-[0-9]{4}$'}",
                "{'type': 'string', 'pattern': '^(red|green|blue)+$', 'minLength': 12}",
                "{'type': 'string', 'pattern': '^\\\\d{2,5}(\\\\.\\\\d+)?$'}",
                "{'type': 'string', 'pattern': '^[^@\\\\s]+@[a-z.]+$'}",
                "{'type': 'integer', 'minimum': 3, 'maximum': 3}",
                "{'type': 'integer', 'exclusiveMinimum': 3, 'exclusiveMaximum': 5}",
                "{'type': 'integer', 'multipleOf': 7, 'minimum': 50}",
                "{'type': 'integer', 'multipleOf': 2.5, 'minimum': 1}",
                "{'type': 'integer', 'maximum': -10}",
                "{'type': 'number', 'minimum': 0.001, 'maximum': 0.002}",
                "{'type': 'number', 'exclusiveMinimum': 0, 'exclusiveMaximum': 1}",
                "{'type': 'number', 'multipleOf': 0.25, 'minimum': -2, 'maximum': -1}",
                "{'type': 'number', 'minimum': 1e15}",
                "{'type': 'array', 'items': {'type': 'integer'}, 'minItems': 3, 'maxItems': 5}",
                "{'type': 'array', 'items': {'enum': [1, 2, 3]}, 'uniqueItems': true, 'minItems': 3}",
                "{'type': 'array', 'prefixItems': [{'type': 'string'}, {'type': 'number'}], 'items': false}",
                "{'type': 'array', 'maxItems': 0}",
                "{'type': 'array', 'items': {'type': 'integer'}, 'contains': {'minimum': 90}, 'minContains': 2}",
                "{'type': 'object', 'required': ['a', 'b'], 'properties': {'a': {'type': 'integer'}}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'additionalProperties': false}",
                "{'type': 'object', 'minProperties': 3, 'additionalProperties': {'type': 'boolean'}}",
                "{'type': 'object', 'properties': {'a': {}, 'b': {}, 'c': {}}, 'maxProperties': 1}",
                "{'properties': {'a': {'const': 1}}, 'dependentRequired': {'a': ['b']}}",
                "{'allOf': [{'type': 'integer'}, {'minimum': 5}, {'maximum': 6}]}",
                "{'anyOf': [{'type': 'string', 'minLength': 3}, {'type': 'integer'}]}",
                "{'oneOf': [{'type': 'integer', 'multipleOf': 2}, {'type': 'integer', 'multipleOf': 3}]}",
                "{'oneOf': [false, {'type': 'array', 'minItems': 1}]}",
                "{'type': 'object', 'required': ['kind'], 'properties': {'kind': {'enum': ['a', 'b']}},"
                        + " 'if': {'properties': {'kind': {'const': 'a'}}}, 'then': {'required': ['x']}}",
                "{'type': 'integer', 'not': {'multipleOf': 2}}",
                "{'properties': {'p': {'$ref': '#/$defs/p'}}, '$defs': {'p': {'type': 'integer', 'minimum': 9}}}",
                "{'$anchor': 'me', 'type': 'object', 'properties': {'next': {'$ref': '#me'}}}",
                "{'type': 'object', 'properties': {'self': {'$ref': '#'}, 'n': {'type': 'integer'}}}",
                "{'properties': {'a/b': {'const': 1}}, 'required': ['c'], '$defs': {'x%y': {}}, "
                        + "'patternProperties': {'^c$': {'type': 'string'}}}",
            })
    void conforms(String schema) {
        JsonNode rules = Json.MAPPER.readTree(schema.replace('\'', '"'));

        for (long seed = 0; seed < 5; seed++) {
            var sample = sample(rules, seed);
            var validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(rules);
            assertThat(validator.validate(sample))
                    .as("%s for %s", sample, schema)
                    .isEmpty();
        }
    }

    @Test
    void comesToAnEndWithASchemaThatRefersToItself() {
        assertThat(sample(Json.MAPPER.readTree(TREE), 1).path("name").isString())
                .isTrue();
    }

    @Test
    void givesTheSameSampleForTheSameSeed() {
        var tree = Json.MAPPER.readTree(TREE);

        assertThat(sample(tree, 5)).isEqualTo(sample(tree, 5)).isNotEqualTo(sample(tree, 6));
    }

    @Test
    void fillsInWhatIsOptional() {
        var sample = sample(Json.MAPPER.readTree("{\"properties\": {\"title\": {\"type\": \"string\"}}}"), 1);

        assertThat(sample.path("title").isString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{'type': 'integer', 'minimum': 5, 'maximum': 4}",
                "{'allOf': [{'type': 'string'}, {'type': 'integer'}]}",
                "{'type': 'string', 'pattern': '('}",
                "{'type': 'nonsense'}",
                "{'$ref': '#'}",
                "{'allOf': [{'$ref': '#'}]}",
                "{'$ref': '#/$defs/missing'}",
                "{'$ref': 'https://example.com/schema.json'}",
                "{'properties': {'a': {'$ref': 'file:///etc/passwd'}}, 'required': ['a']}",
                "{'$schema': 'https://example.com/my-own'}",
                "{'type': 'string', 'pattern': '^(a|a)*b$', 'minLength': 9, 'not': {'pattern': '^((a+)+)+$'}, 'const': "
                        + "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac'}",
            })
    void saysWhenThereIsNone(String schema) {
        var result = Sampler.sample(Json.MAPPER.readTree(schema.replace('\'', '"')), 1);

        assertThat(result).isInstanceOf(Sampler.NoSample.class);
    }

    private static JsonNode sample(JsonNode schema, long seed) {
        var result = Sampler.sample(schema, seed);
        assertThat(result).as("sample for %s", schema).isInstanceOf(Sampler.Sample.class);
        return Json.MAPPER.readTree(((Sampler.Sample) result).json());
    }
}
