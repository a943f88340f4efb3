package dev.atelier.bench.manifests;

import dev.atelier.platform.json.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is read: the products on a shelf, whose number is in the prompt, so that every answer can be told from the others. */
final class Shelf {
    /** For the model's strict mode as it is. */
    static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["shelf_id", "products"], "properties": {
              "shelf_id": {"type": "string"},
              "products": {"type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "required": ["name", "brand", "price", "price_tag_visible"], "properties": {
                  "name": {"type": "string"}, "brand": {"type": "string"}, "price": {"type": "number"},
                  "price_tag_visible": {"type": "boolean"}}}}}}""";

    private static final Pattern PROMPT = Pattern.compile("shelf S-([0-9]+)");

    private Shelf() {}

    static String prompt(int number) {
        return "Identify all products on shelf S-%d with their names, brands and prices.".formatted(number);
    }

    /** Which shelf a request asks for. */
    static int asked(String request) {
        Matcher matcher = PROMPT.matcher(request);
        if (!matcher.find()) {
            throw new IllegalArgumentException("a request names no shelf");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** What is on it: so many products. */
    static ObjectNode manifest(int number, int products) {
        ObjectNode manifest = Json.MAPPER.createObjectNode().put("shelf_id", "S-" + number);
        ArrayNode all = manifest.putArray("products");
        for (int i = 0; i < products; i++) {
            all.addObject()
                    .put("name", "Product %d of shelf %d".formatted(i, number))
                    .put("brand", "Brand, \"quoted\" %d".formatted(i % 7))
                    .put("price", i + 1)
                    .put("price_tag_visible", i % 2 == 0);
        }
        return manifest;
    }
}
