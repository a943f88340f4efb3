package dev.atelier.ingest.catalogue;

import static dev.atelier.ingest.catalogue.Rule.check;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Which JSON Schemas may describe a model's input. Thread-safe. */
final class InputSchemas {
    private static final String FIELD = "input";
    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private InputSchemas() {}

    /** A schema of 2020-12 that describes an object and needs nothing from elsewhere. */
    static void checkOne(String schema) {
        var parsed = parse(schema);
        META.validate(parsed).stream().findFirst().ifPresent(error -> {
            throw RefusedException.invalid(
                    FIELD,
                    "%s must be a JSON Schema of 2020-12, but %s %s"
                            .formatted(FIELD, error.getInstanceLocation(), error.getMessage()));
        });
        String type = parsed.path("type").asString("");
        check(type.equals("object"), FIELD + ".type", "must be object", type.isEmpty() ? "missing" : type);
        for (JsonNode reference : parsed.findValues("$ref")) {
            String target = reference.asString("");
            // To follow a reference would be a request to wherever the author likes.
            check(target.startsWith("#"), FIELD, "must refer to itself alone ($ref: #…)", target);
        }
    }

    private static JsonNode parse(String schema) {
        try {
            return Json.MAPPER.readTree(schema);
        } catch (JacksonException e) {
            throw RefusedException.invalid(FIELD, FIELD + " must be JSON");
        }
    }
}
