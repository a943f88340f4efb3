package dev.atelier.ingest.testing;

import dev.atelier.event.CancelRequested;
import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.ingest.testing.Outcomes.Decided;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rest of the pipeline for one project, by rule: decides each generation by its prompt, as soon as it is asked for. One
 * that is to {@code stay} is running until it is canceled, one that goes {@code slowly} for a moment, and is seen after it where it asks for previews, {@code very slowly} for a while, {@code fail KIND} ends
 * so, and any other succeeds.
 */
public final class Studio implements AutoCloseable {
    /** Its project. */
    public static final String PROJECT = "studio";
    /** A key of its project. */
    public static final String KEY = "atl_studio0123456789abcdefghijklmnopqrstuvw";
    /** A key of a project that owns nothing. */
    public static final String OTHER_KEY = "atl_stranger0123456789abcdefghijklmnopqrstu";
    /** A model that can do everything. */
    public static final String MODEL = "studio/all";

    private static final Pattern FAIL = Pattern.compile("fail ([a-z_]+)");
    private static final Executor IN_A_MOMENT = CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS);
    private static final Executor IN_A_WHILE = CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS);
    private static final String INPUT = """
            {"type": "object", "additionalProperties": false, "properties": {
              "prompt": {"type": "string", "maxLength": 1000},
              "system": {"type": "string"},
              "size": {"type": "string", "pattern": "^[0-9]+x[0-9]+$"},
              "seed": {"type": "integer"},
              "count": {"type": "integer", "minimum": 1, "maximum": 4},
              "previews": {"type": "integer", "minimum": 0, "maximum": 20},
              "format": {"enum": ["png", "jpeg", "webp"]},
              "image": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
              "mask": {"type": "string"},
              "schema": {"type": "object"}}}""";

    private final Map<String, GenerationRequested> staying = new ConcurrentHashMap<>();
    private final Set<String> unwanted = ConcurrentHashMap.newKeySet();
    private final Outcomes outcomes;
    private final TopicTail<String, GenerationRequested> requests;
    private final TopicTail<String, CancelRequested> cancellations;

    /** Begins to decide. */
    public Studio(KafkaClients kafka, Outcomes outcomes, Pipeline pipeline) {
        this.outcomes = outcomes;
        pipeline.key("key_studio", KEY, PROJECT, false);
        pipeline.key("key_stranger", OTHER_KEY, "stranger", false);
        pipeline.model(
                MODEL,
                INPUT,
                List.of(
                        Capability.TEXT_TO_IMAGE,
                        Capability.EDIT,
                        Capability.VARIATIONS,
                        Capability.DESCRIBE,
                        Capability.EXTRACT));
        requests = new TopicTail<>(kafka, kafka.topics().requests(), Start.LATEST, (_, request) -> asked(request));
        cancellations =
                new TopicTail<>(kafka, kafka.topics().cancellations(), Start.LATEST, (_, cancel) -> canceled(cancel));
    }

    private void asked(@Nullable GenerationRequested request) {
        if (request == null || !request.getProject().equals(PROJECT)) {
            return;
        }
        JsonNode input = Json.MAPPER.readTree(request.getInput());
        String prompt = input.path("prompt").asString("");
        outcomes.queued(request);
        if (prompt.contains("stay")) {
            staying.put(request.getGenerationId(), request);
            outcomes.running(request);
            stop(request.getGenerationId());
        } else if (prompt.contains("slowly")) {
            outcomes.running(request);
            outcomes.progressed(request);
            (prompt.contains("very") ? IN_A_WHILE : IN_A_MOMENT).execute(() -> show(request, input, prompt));
        } else {
            decide(request, input, prompt);
        }
    }

    /** Decides; one that is to be seen before is seen first. */
    private void show(GenerationRequested request, JsonNode input, String prompt) {
        if (input.path("previews").asInt(0) > 0) {
            outcomes.seen(request);
            IN_A_MOMENT.execute(() -> decide(request, input, prompt));
        } else {
            decide(request, input, prompt);
        }
    }

    private void canceled(@Nullable CancelRequested cancel) {
        if (cancel != null) {
            unwanted.add(cancel.getGenerationId());
            stop(cancel.getGenerationId());
        }
    }

    /** Whichever is heard of last stops it: that it runs, or that it is not wanted. */
    private void stop(String generationId) {
        if (unwanted.contains(generationId)) {
            Optional.ofNullable(staying.remove(generationId))
                    .ifPresent(request -> outcomes.decide(request, Decided.of(GenerationStatus.CANCELED)));
        }
    }

    private void decide(GenerationRequested request, JsonNode input, String prompt) {
        Matcher fail = FAIL.matcher(prompt);
        outcomes.decide(
                request,
                fail.find()
                        ? Decided.failed(FailureKind.valueOf(fail.group(1).toUpperCase(Locale.ROOT)))
                        : Decided.succeeded(
                                outcomes.make(request, input.path("count").asInt(1))));
    }

    @Override
    public void close() {
        requests.close();
        cancellations.close();
    }
}
