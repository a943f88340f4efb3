package dev.atelier.connectors.cog;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.FileReferences;
import dev.atelier.connectors.vendor.Refusals;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.connectors.vendor.Writing;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads how a run ended: a success of HTTP may be a failure of the model. */
final class Runs {
    private final VendorFiles files;

    Runs(VendorApi api) {
        files = new VendorFiles(api);
    }

    Submission read(Job job, JsonNode run) throws InterruptedException {
        return switch (run.path("status").asString("")) {
            case "succeeded" -> succeeded(job, run);
            case "failed" -> failed(ofError(run.path("error").asString("failed"), job));
            case "canceled" -> failed(new Failure.ProviderFailed("cog: the run was canceled."));
            default -> failed(new Failure.MalformedReply("cog answered with something that is no prediction."));
        };
    }

    private Submission succeeded(Job job, JsonNode run) throws InterruptedException {
        var output = run.path("output");
        if (job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT) {
            return output.isMissingNode() || output.isNull()
                    ? failed(new Failure.MalformedReply("cog's run has no output."))
                    : done(List.of(Writing.of(output)), run);
        }
        List<String> references = FileReferences.in(output);
        if (references.isEmpty()) {
            return failed(new Failure.MalformedReply("cog's run has no output."));
        }
        return switch (files.bring(job, references)) {
            case Brought.All(var outputs) -> done(outputs, run);
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    private static Failure ofError(String error, Job job) {
        String words = Words.of(CogFactory.NAME, error, job.parameters());
        return Refusals.isOne(error) ? new Failure.ContentRefused(words) : new Failure.ProviderFailed(words);
    }

    private static Submission done(List<Output> outputs, JsonNode run) {
        Map<String, Double> metrics = new HashMap<>();
        run.path("metrics").properties().forEach(metric -> {
            if (metric.getValue().isNumber()) {
                metrics.put(metric.getKey(), metric.getValue().asDouble());
            }
        });
        return new Submission.Succeeded(outputs, metrics, Map.of(), Optional.empty());
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
