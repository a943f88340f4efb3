package dev.atelier.connectors.replicate;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.ProgressBars;
import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.connectors.vendor.Writing;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads predictions: where one stands, and what it made. */
final class Predictions {
    private static final Duration SOON = Duration.ofMillis(500);

    private final VendorFiles files;

    Predictions(VendorApi api) {
        files = new VendorFiles(api);
    }

    Submission read(Job job, JsonNode prediction, Progress progress) throws InterruptedException {
        return switch (prediction.path("status").asString("")) {
            case "starting" -> pending(prediction);
            case "processing" -> {
                ProgressBars.last(prediction.path("logs").asString("")).ifPresent(at -> progress.at(at, "processing"));
                yield pending(prediction);
            }
            case "succeeded" -> succeeded(job, prediction);
            case "failed" ->
                failed(ReplicateErrors.ofPrediction(prediction.path("error").asString("failed"), job));
            case "canceled" -> failed(new Failure.ProviderFailed("replicate: the prediction was canceled."));
            case "aborted" -> failed(new Failure.Unavailable("replicate: the prediction was dropped before it began."));
            default -> failed(new Failure.MalformedReply("replicate answered with something that is no prediction."));
        };
    }

    private static Submission pending(JsonNode prediction) {
        return ProviderIds.read(prediction.path("id"))
                .<Submission>map(id -> new Submission.Pending(id, SOON))
                .orElseGet(() -> failed(new Failure.MalformedReply("replicate answered without the prediction's id.")));
    }

    private Submission succeeded(Job job, JsonNode prediction) throws InterruptedException {
        if (prediction.path("data_removed").asBoolean(false)) {
            return failed(new Failure.MalformedReply("replicate has deleted the output, which it keeps for an hour."));
        }
        var output = prediction.path("output");
        if (job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT) {
            return done(List.of(Writing.of(output)), prediction);
        }
        List<String> references = references(output);
        if (references.isEmpty()) {
            return failed(new Failure.MalformedReply("replicate's prediction has no output."));
        }
        return switch (files.bring(job, references)) {
            case Brought.All(var outputs) -> done(outputs, prediction);
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    /** A URL, or all URLs in a list or an object. */
    private static List<String> references(JsonNode output) {
        if (output.isString()) {
            return List.of(output.asString());
        }
        List<String> references = new ArrayList<>();
        output.forEach(one -> references.addAll(references(one)));
        return references;
    }

    private static Submission done(List<Output> outputs, JsonNode prediction) {
        Map<String, Double> metrics = new HashMap<>();
        prediction.path("metrics").properties().forEach(metric -> {
            if (metric.getValue().isNumber()) {
                metrics.put(metric.getKey(), metric.getValue().asDouble());
            }
        });
        Map<String, String> details = new HashMap<>();
        var version = prediction.path("version");
        if (version.isString()) {
            details.put("version", version.asString());
        }
        return new Submission.Succeeded(outputs, metrics, details, Optional.empty());
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
