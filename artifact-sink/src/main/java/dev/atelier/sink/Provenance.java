package dev.atelier.sink;

import dev.atelier.event.ArtifactReference;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.PatternReference;
import dev.atelier.event.Target;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything there is to know of how an artifact came to be, as a JSON document by {@code provenance.schema.json}. What is
 * not known is left out. Webhooks are: their addresses may hold secrets.
 */
final class Provenance {
    /** Names the shape of the document; a shape that old readers misread gets a new name. */
    static final String SCHEMA = "atelier/provenance/1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Provenance() {}

    static ObjectNode of(Settled settled) {
        var document = NODES.objectNode().put("schema", SCHEMA);
        request(document, settled);
        origin(document, settled);
        settled.outcome().getCostMicros().ifPresent(cost -> document.put("costMicros", cost));
        settled.failure().ifPresent(failure -> document.set("failure", failure(failure)));
        document.set("timings", times(Times.of(settled.timings())));
        document.set("metrics", numbers(settled.outcome().getMetrics()));
        document.set("details", words(settled.outcome().getDetails()));
        document.set("artifacts", artifacts(settled.artifacts()));
        return document;
    }

    private static void request(ObjectNode document, Settled settled) {
        var request = settled.request();
        document.put("generationId", request.getGenerationId())
                .put("project", request.getProject())
                .put("status", Words.of(settled.status()))
                .put("model", settled.outcome().getModel())
                .put("capability", Words.of(settled.outcome().getCapability()))
                .put("lane", Words.of(request.getLane()))
                .put("priority", request.getPriority());
        document.set("input", json(request.getInput()));
        put(document, "style", request.getStyle());
        document.set("tags", texts(request.getTags()));
        put(document, "deadline", request.getDeadline().map(Instant::toString));
        put(document, "apiKeyId", request.getApiKeyId());
        request.getPattern().ifPresent(pattern -> document.set("pattern", pattern(pattern)));
        var lineage = document.putObject("lineage");
        put(lineage, "parentId", request.getParentId());
    }

    private static ObjectNode pattern(PatternReference pattern) {
        var node = NODES.objectNode()
                .put("id", pattern.getPatternId())
                .put("version", pattern.getVersion())
                .put("format", pattern.getFormat());
        put(node, "template", pattern.getTemplate());
        return node;
    }

    private static void origin(ObjectNode document, Settled settled) {
        var outcome = settled.outcome();
        document.put("attempt", outcome.getAttempt());
        put(document, "provider", outcome.getTarget().map(Target::getProvider));
        put(document, "account", outcome.getTarget().map(Target::getAccount));
        put(document, "providerModel", outcome.getTarget().map(Target::getProviderModel));
        // The worker knows what it called; which address that is, only it can tell.
        put(document, "endpoint", Optional.ofNullable(outcome.getDetails().get("endpoint")));
        put(document, "worker", outcome.getWorker());
        put(document, "providerRequestId", outcome.getProviderRequestId());
        outcome.getTarget().ifPresent(target -> document.set("parameters", json(target.getParameters())));
    }

    private static ObjectNode failure(GenerationFailure failure) {
        var node =
                NODES.objectNode().put("kind", Failures.code(failure.getKind())).put("message", failure.getMessage());
        put(node, "field", failure.getField());
        failure.getRetryAfterMillis().ifPresent(millis -> node.put("retryAfterMillis", millis));
        return node;
    }

    private static ArrayNode artifacts(Collection<ArtifactReference> artifacts) {
        var nodes = NODES.arrayNode();
        for (var artifact : artifacts) {
            var node = nodes.addObject()
                    .put("id", artifact.getId())
                    .put("mediaType", artifact.getMediaType())
                    .put("bytes", artifact.getBytes())
                    .put("sha256", artifact.getSha256())
                    .put("key", artifact.getKey());
            artifact.getWidth().ifPresent(width -> node.put("width", width));
            artifact.getHeight().ifPresent(height -> node.put("height", height));
        }
        return nodes;
    }

    /** The JSON that {@code text} holds; the text itself when a producer sent something else, which is then rejected. */
    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException _) {
            return NODES.stringNode(text);
        }
    }

    private static ObjectNode times(Map<String, Instant> times) {
        var node = NODES.objectNode();
        times.forEach((step, at) -> node.put(step, at.toString()));
        return node;
    }

    private static ObjectNode numbers(Map<String, Double> numbers) {
        var node = NODES.objectNode();
        numbers.forEach((name, number) -> {
            // JSON has no word for the others.
            if (Double.isFinite(number)) {
                node.put(name, number);
            }
        });
        return node;
    }

    private static ObjectNode words(Map<String, String> words) {
        var node = NODES.objectNode();
        words.forEach(node::put);
        return node;
    }

    private static ArrayNode texts(Collection<String> texts) {
        var nodes = NODES.arrayNode();
        texts.forEach(nodes::add);
        return nodes;
    }

    private static void put(ObjectNode node, String field, Optional<String> value) {
        value.ifPresent(text -> node.put(field, text));
    }
}
