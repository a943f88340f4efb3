package dev.atelier.connectors.fal;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.FileReferences;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.connectors.vendor.Writing;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what a request that has ended came to. */
final class FalResults {
    private final VendorFiles files;

    FalResults(VendorApi api) {
        files = new VendorFiles(api);
    }

    /** {@code status} is what the queue last said, {@code result} the answer to the question for the output. */
    Submission read(Job job, JsonNode status, Answer result) throws InterruptedException {
        if (result.isSuccess()) {
            return succeeded(job, status, result);
        }
        return new Submission.Failed(
                isFinal(status, result) ? FalErrors.ofResult(result, job) : FalErrors.ofQuestion(result, job));
    }

    /** Whether the request itself failed, or fal could not be asked for its output. */
    private static boolean isFinal(JsonNode status, Answer result) {
        return status.path("error").isString()
                || status.path("error_type").isString()
                || result.status() == 422
                || !FalErrors.type(result, Complaint.in(result)).isEmpty();
    }

    private Submission succeeded(Job job, JsonNode status, Answer result) throws InterruptedException {
        var output = result.json();
        if (!output.isObject()) {
            return failed(new Failure.MalformedReply("fal answered with something that is no output."));
        }
        if (job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT) {
            return done(List.of(Writing.of(written(output))), status, result);
        }
        List<String> references = FileReferences.in(output);
        if (references.isEmpty()) {
            return failed(new Failure.MalformedReply("fal's output has no file."));
        }
        List<String> shown = unflagged(references, output.path("has_nsfw_concepts"));
        if (shown.isEmpty()) {
            return failed(new Failure.ContentRefused("fal: the safety checker flagged what was made."));
        }
        return switch (files.bring(job, shown)) {
            case Brought.All(var outputs) -> done(outputs, status, result);
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    /** Models that write call it so; others give a document. */
    private static JsonNode written(JsonNode output) {
        return output.has("output") ? output.path("output") : output;
    }

    /** Without the pictures that the safety checker has blackened or would have. */
    private static List<String> unflagged(List<String> references, JsonNode flags) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            if (!flags.path(i).asBoolean(false)) {
                shown.add(references.get(i));
            }
        }
        return shown;
    }

    private static Submission done(List<Output> outputs, JsonNode status, Answer result) {
        Map<String, Double> metrics = new HashMap<>();
        status.path("metrics").properties().forEach(metric -> {
            if (metric.getValue().isNumber()) {
                metrics.put(metric.getKey(), metric.getValue().asDouble());
            }
        });
        billed(result).ifPresent(units -> metrics.put("billable_units", units));
        Map<String, String> details = new HashMap<>();
        var seed = result.json().path("seed");
        if (seed.isIntegralNumber()) {
            details.put("seed", seed.toString());
        }
        return new Submission.Succeeded(outputs, metrics, details, Optional.empty());
    }

    /** How much of the model's own unit fal bills: no money, since the unit's price is told elsewhere. */
    private static Optional<Double> billed(Answer result) {
        try {
            return Optional.ofNullable(result.headers().get("X-Fal-Billable-Units"))
                    .map(Double::valueOf)
                    .filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
