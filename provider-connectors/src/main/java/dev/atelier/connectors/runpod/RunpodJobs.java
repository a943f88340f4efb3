package dev.atelier.connectors.runpod;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.FileReferences;
import dev.atelier.connectors.vendor.ProgressBars;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.connectors.vendor.Writing;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads jobs: where one stands, and what its worker made. */
final class RunpodJobs {
    private static final Duration SOON = Duration.ofMillis(500);

    /** Milliseconds in the queue and at work. */
    private static final List<String> TIMES = List.of("delayTime", "executionTime");

    private final VendorFiles files;

    RunpodJobs(VendorApi api) {
        files = new VendorFiles(api);
    }

    Submission read(Job job, String id, JsonNode answer, Progress progress) throws InterruptedException {
        return switch (answer.path("status").asString("")) {
            case "IN_QUEUE" -> new Submission.Pending(id, SOON);
            case "IN_PROGRESS", "RUNNING" -> {
                // A worker's own word on how far it is takes the place of the output.
                ProgressBars.last(answer.path("output").asString("")).ifPresent(at -> progress.at(at, "processing"));
                yield new Submission.Pending(id, SOON);
            }
            case "COMPLETED" -> completed(job, answer);
            case "FAILED" -> failed(RunpodErrors.ofJob(error(answer), job));
            case "CANCELLED" -> failed(new Failure.ProviderFailed("runpod: the job was cancelled."));
            case "TIMED_OUT" -> failed(new Failure.ProviderFailed("runpod: the job took longer than it may."));
            default -> failed(new Failure.MalformedReply("runpod answered with something that is no job."));
        };
    }

    private Submission completed(Job job, JsonNode answer) throws InterruptedException {
        var output = answer.path("output");
        if (job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT) {
            return output.isMissingNode() || output.isNull()
                    ? failed(new Failure.MalformedReply("runpod's job has no output."))
                    : done(List.of(Writing.of(output)), answer);
        }
        List<String> references = FileReferences.in(output);
        if (references.isEmpty()) {
            return failed(
                    output.path("error").isString()
                            ? RunpodErrors.ofJob(output.path("error").asString(), job)
                            : new Failure.MalformedReply("runpod's job has no file in its output."));
        }
        return switch (files.bring(job, references)) {
            case Brought.All(var outputs) -> done(outputs, answer);
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    private static String error(JsonNode answer) {
        String said = answer.path("error").asString("");
        return said.isBlank() ? answer.at("/output/error").asString("failed") : said;
    }

    private static Submission done(List<Output> outputs, JsonNode answer) {
        Map<String, Double> metrics = new HashMap<>();
        for (String time : TIMES) {
            if (answer.path(time).isNumber()) {
                metrics.put(time, answer.path(time).asDouble());
            }
        }
        return new Submission.Succeeded(outputs, metrics, Map.of(), Optional.empty());
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
