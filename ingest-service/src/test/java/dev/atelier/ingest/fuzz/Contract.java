package dev.atelier.ingest.fuzz;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.ingest.fuzz.Calls.Operation;
import dev.atelier.ingest.fuzz.Wire.Reply;
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the description of the API promises of answers. Used by one thread. */
final class Contract {
    /** What the server may say of a request that it cannot take for one, whatever it was meant for. */
    private static final Set<Integer> OF_HTTP = Set.of(400, 404, 405, 417, 501);

    /** What it says of any address or head that is longer than it reads. */
    private static final Set<Integer> TOO_LONG = Set.of(414, 431);

    private static final JsonNode NATIVE = Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/ErrorBody");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final JsonNode components;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    Contract(JsonNode document) {
        this.document = document;
        components = closed(document.path("components"));
    }

    /** All that may be called. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    /**
     * What is wrong with {@code reply}; empty where nothing is.
     *
     * @param astray whether the call may have been none of {@code operation}, so that its own errors are not all there are
     */
    Optional<String> fault(Operation operation, Reply reply, boolean astray) {
        JsonNode responses = operation.node().path("responses");
        String status = Integer.toString(reply.status());
        boolean isDescribed = responses.has(status);
        if (reply.status() == 503) {
            return Optional.of("failed");
        }
        boolean mayBeHttps = TOO_LONG.contains(reply.status()) || (astray && OF_HTTP.contains(reply.status()));
        if (!isDescribed && !mayBeHttps) {
            return Optional.of("does not say that it answers so");
        }
        if (!reply.headers().containsKey("x-request-id")) {
            return Optional.of("has no request id");
        }
        var fault = content(responses.path(isDescribed ? status : "default").path("content"), reply);
        return fault.filter(_ -> !mayBeHttps || violation(NATIVE, reply).isPresent());
    }

    private Optional<String> content(JsonNode content, Reply reply) {
        boolean isNothing = reply.body().isEmpty() && !reply.type().equals("text/event-stream");
        if (isNothing || content.has("*/*")) {
            return Optional.empty();
        }
        if (!content.has(reply.type())) {
            return Optional.of("does not say that it answers with " + reply.type());
        }
        return reply.isJson() ? violation(content.path(reply.type()).path("schema"), reply) : Optional.empty();
    }

    private Optional<String> violation(JsonNode schema, Reply reply) {
        try {
            return schemas.computeIfAbsent(schema, this::compiled).validate(reply.json()).stream()
                    .findFirst()
                    .map(error -> "breaks its schema: " + error);
        } catch (JacksonException e) {
            return Optional.of("is not JSON: " + e.getOriginalMessage());
        }
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.isMissingNode() ? Json.MAPPER.createObjectNode() : (ObjectNode) schema.deepCopy();
        whole.set("components", components);
        return REGISTRY.getSchema(whole);
    }

    /** The same schemas, which allow no property that they do not name. */
    private static JsonNode closed(JsonNode schemas) {
        JsonNode closed = schemas.deepCopy();
        closed.findParents("properties").forEach(node -> {
            ObjectNode object = (ObjectNode) node;
            if (object.path("type").asString("").equals("object") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        });
        return closed;
    }
}
