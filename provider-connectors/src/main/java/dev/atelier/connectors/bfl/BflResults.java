package dev.atelier.connectors.bfl;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads tasks: where one stands, and what it made. */
final class BflResults {
    private static final Duration SOON = Duration.ofMillis(500);

    private final VendorFiles files;

    BflResults(VendorApi api) {
        files = new VendorFiles(api);
    }

    Submission read(Job job, BflTask task, JsonNode answer, Progress progress) throws InterruptedException {
        return switch (answer.path("status").asString("")) {
            case "Pending" -> {
                double fraction = answer.path("progress").asDouble(-1);
                if (fraction >= 0 && fraction <= 1) {
                    progress.at(fraction, "processing");
                }
                yield new Submission.Pending(task.providerRequestId(), SOON);
            }
            case "Ready" -> ready(job, task, answer.path("result"));
            default -> new Submission.Failed(BflErrors.ofTask(answer, job));
        };
    }

    /** The picture is there for ten minutes. */
    private Submission ready(Job job, BflTask task, JsonNode result) throws InterruptedException {
        String sample = result.path("sample").asString("");
        if (sample.isEmpty()) {
            return new Submission.Failed(new Failure.MalformedReply("bfl's task has no picture."));
        }
        return switch (files.bring(job, List.of(sample))) {
            case Brought.All(var outputs) -> done(outputs, task, result);
            case Brought.Missing(var failure) -> new Submission.Failed(failure);
        };
    }

    private static Submission done(List<Output> outputs, BflTask task, JsonNode result) {
        Map<String, Double> metrics = new HashMap<>();
        if (result.path("duration").isNumber()) {
            metrics.put("duration", result.path("duration").asDouble());
        }
        Map<String, String> details = new HashMap<>();
        if (result.path("seed").isIntegralNumber()) {
            details.put("seed", result.path("seed").toString());
        }
        return new Submission.Succeeded(outputs, metrics, details, task.costMicros());
    }
}
