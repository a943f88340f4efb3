package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.http.EventStream.Event;
import dev.atelier.ingest.replicate.Prediction.PredictionUrls;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/** Words generations as predictions. Thread-safe. */
final class Predictions {
    /** The last event of a stream, and its id. */
    static final String DONE = "done";

    private final Products products;
    private final EventLinks events;

    Predictions(Products products, EventLinks events) {
        this.products = requireNonNull(products);
        this.events = requireNonNull(events);
    }

    Prediction of(Context context, Generation generation) throws IOException {
        Optional<Instant> started = time(generation, "takenAt", "dispatchedAt");
        Optional<Instant> completed = generation.status().isFinal()
                ? time(generation, "storedAt", "decidedAt", "reportedAt")
                : Optional.empty();
        return new Prediction(
                generation.id(),
                generation.wanted().model().orElse(""),
                "hidden",
                json(generation.wanted().input()),
                output(context, generation),
                "",
                error(generation),
                status(generation.status()),
                "api",
                false,
                generation.requestedAt(),
                started,
                completed,
                metrics(generation.requestedAt(), started, completed),
                urls(context, generation));
    }

    private PredictionUrls urls(Context context, Generation generation) {
        String base = products.base(context) + ReplicateRoutes.BASE;
        String self = "%s/predictions/%s".formatted(base, generation.id());
        String token = events.token(generation.project(), generation.id());
        return new PredictionUrls(self, self + "/cancel", "%s/streams/%s".formatted(base, token));
    }

    /** What came out of {@code generation}, which is over, as the events of a stream: the same ones whenever they are read. */
    List<Event> events(Context context, Generation generation) throws IOException {
        return told(output(context, generation).map(Predictions::parts).orElse(List.of()), generation);
    }

    static List<Event> told(List<String> outputs, Generation generation) {
        List<Event> told = new ArrayList<>();
        for (String output : outputs) {
            told.add(Event.of(Integer.toString(told.size() + 1), "output", output));
        }
        error(generation).ifPresent(error -> told.add(Event.of("error", "error", error)));
        told.add(Event.of(DONE, DONE, reason(generation.status())));
        return told;
    }

    /** A list is told one by one. */
    static List<String> parts(JsonNode output) {
        return switch (output) {
            case StringNode text -> List.of(text.stringValue());
            case ArrayNode all ->
                all.valueStream().flatMap(each -> parts(each).stream()).toList();
            default -> List.of(output.toString());
        };
    }

    private static String reason(Status status) {
        return switch (status) {
            case CANCELED -> "{\"reason\":\"canceled\"}";
            case FAILED, EXPIRED, REJECTED -> "{\"reason\":\"error\"}";
            case SUCCEEDED, QUEUED, RUNNING, CANCELING -> "{}";
        };
    }

    static String status(Status status) {
        return switch (status) {
            case QUEUED -> "starting";
            case RUNNING, CANCELING -> "processing";
            case SUCCEEDED -> "succeeded";
            case CANCELED -> "canceled";
            case FAILED, EXPIRED, REJECTED -> "failed";
        };
    }

    private static Optional<String> error(Generation generation) {
        return switch (generation.status()) {
            case FAILED, EXPIRED, REJECTED ->
                Optional.of(Unsuccessful.fault(generation).message());
            case QUEUED, RUNNING, CANCELING, SUCCEEDED, CANCELED -> Optional.empty();
        };
    }

    private Optional<JsonNode> output(Context context, Generation generation) throws IOException {
        if (generation.status() != Status.SUCCEEDED) {
            return Optional.empty();
        }
        return switch (generation.wanted().capability().orElse(Capability.UNKNOWN)) {
            case DESCRIBE -> Optional.of(StringNode.valueOf(products.text(generation)));
            case EXTRACT -> Optional.of(json(products.text(generation)));
            case TEXT_TO_IMAGE,
                    IMAGE_TO_IMAGE,
                    EDIT,
                    VARIATIONS,
                    UPSCALE,
                    REMOVE_BACKGROUND,
                    TEXT_TO_VIDEO,
                    IMAGE_TO_VIDEO,
                    UNKNOWN -> Optional.of(links(context, generation));
        };
    }

    private ArrayNode links(Context context, Generation generation) {
        ArrayNode links = Json.MAPPER.createArrayNode();
        products.links(context, generation).forEach(links::add);
        return links;
    }

    private static Map<String, Double> metrics(Instant asked, Optional<Instant> started, Optional<Instant> completed) {
        Map<String, Double> metrics = new TreeMap<>();
        completed.ifPresent(end -> {
            metrics.put("total_time", seconds(asked, end));
            started.ifPresent(begin -> metrics.put("predict_time", seconds(begin, end)));
        });
        return metrics;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private static Optional<Instant> time(Generation generation, String... names) {
        return Stream.of(names)
                .flatMap(name -> Optional.ofNullable(generation.timings().get(name)).stream())
                .findFirst();
    }

    /** Another producer may have sent what is no JSON; it is shown as the text it is. */
    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException _) {
            return StringNode.valueOf(text);
        }
    }
}
