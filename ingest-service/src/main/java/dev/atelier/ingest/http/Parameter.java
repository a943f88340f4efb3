package dev.atelier.ingest.http;

import dev.atelier.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a route takes beside its body.
 *
 * @param schema the JSON Schema of its value
 */
public record Parameter(String name, Place in, boolean required, String description, JsonNode schema) {
    /** Where it stands. */
    public enum Place {
        PATH,
        QUERY,
        HEADER
    }

    /** A part of the path. */
    public static Parameter path(String name, String description) {
        return new Parameter(name, Place.PATH, true, description, schema("{\"type\": \"string\"}"));
    }

    /** A query parameter that may be left out; {@code schema} is JSON. */
    public static Parameter query(String name, String description, String schema) {
        return new Parameter(name, Place.QUERY, false, description, schema(schema));
    }

    /** A header that may be left out; {@code schema} is JSON. */
    public static Parameter header(String name, String description, String schema) {
        return new Parameter(name, Place.HEADER, false, description, schema(schema));
    }

    /** The same, which may not be left out. */
    public Parameter mandatory() {
        return new Parameter(name, in, true, description, schema);
    }

    private static JsonNode schema(String json) {
        return Json.MAPPER.readTree(json);
    }
}
