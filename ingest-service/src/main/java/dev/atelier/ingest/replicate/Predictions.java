package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.http.EventStream.Event;
import dev.atelier.ingest.replicate.Prediction.PredictionUrls;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Progress;
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

    /** For the answer to a request. */
    Prediction of(Context context, Generation generation) throws IOException {
        return of(products.base(context), generation);
    }

    /** With links that begin with {@code base}. */
    Prediction of(String base, Generation generation) throws IOException {
        Optional<JsonNode> output = output(base, generation);
        Optional<Instant> started = generation.time("takenAt", "dispatchedAt");
        Optional<Instant> completed = generation.status().isFinal()
                ? generation.time("storedAt", "decidedAt", "reportedAt")
                : Optional.empty();
        return new Prediction(
                generation.id(),
                generation.wanted().model().orElse(""),
                "hidden",
                Json.orText(generation.wanted().input()),
                output,
                generation.progress().map(Predictions::line).orElse(""),
                error(generation),
                status(generation.status()),
                "api",
                isRemoved(generation, output),
                generation.requestedAt(),
                started,
                completed,
                metrics(generation.requestedAt(), started, completed),
                urls(base, generation));
    }

    private PredictionUrls urls(String base, Generation generation) {
        String root = base + ReplicateRoutes.BASE;
        String self = "%s/predictions/%s".formatted(root, generation.id());
        String token = events.token(generation.project(), generation.id());
        return new PredictionUrls(self, self + "/cancel", "%s/streams/%s".formatted(root, token));
    }

    /** What came out of {@code generation}, which is over, as the events of a stream: the same ones whenever they are read. */
    List<Event> events(Context context, Generation generation) throws IOException {
        return told(output(products.base(context), generation), generation);
    }

    static List<Event> told(Optional<JsonNode> output, Generation generation) {
        List<Event> told = new ArrayList<>();
        for (String part : output.map(Predictions::parts).orElse(List.of())) {
            told.add(Event.of(Integer.toString(told.size() + 1), "output", part));
        }
        error(generation)
                .or(() -> Optional.of(Products.GONE).filter(_ -> isRemoved(generation, output)))
                .ifPresent(error -> told.add(Event.of("error", "error", error)));
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

    private static boolean isRemoved(Generation generation, Optional<JsonNode> output) {
        return generation.status() == Status.SUCCEEDED && output.isEmpty();
    }

    /** What came out of {@code generation}; empty where it did not succeed, or where that is not kept any more. */
    private Optional<JsonNode> output(String base, Generation generation) throws IOException {
        if (generation.status() != Status.SUCCEEDED) {
            return Optional.empty();
        }
        return switch (generation.wanted().capability().orElse(Capability.UNKNOWN)) {
            case DESCRIBE -> products.textIfKept(generation).map(StringNode::valueOf);
            case EXTRACT -> products.textIfKept(generation).map(Json::orText);
            case TEXT_TO_IMAGE,
                    IMAGE_TO_IMAGE,
                    EDIT,
                    VARIATIONS,
                    UPSCALE,
                    REMOVE_BACKGROUND,
                    TEXT_TO_VIDEO,
                    IMAGE_TO_VIDEO,
                    UNKNOWN -> Optional.of(links(base, generation));
        };
    }

    private ArrayNode links(String base, Generation generation) {
        ArrayNode links = Json.MAPPER.createArrayNode();
        products.links(base, generation).forEach(links::add);
        return links;
    }

    /** In the form in which the clients look for how far it is. */
    private static String line(Progress progress) {
        Optional<String> message = progress.message();
        return progress.share()
                .map(share -> Math.round(100 * share))
                .map(percent -> "%d%%|%s| %d/100".formatted(percent, message.orElse("-"), percent))
                .orElse(message.orElse(""));
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
}
