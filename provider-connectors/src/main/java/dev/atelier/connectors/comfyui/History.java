package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
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
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Reads how a run ended: its place in the history, {@code {outputs, status: {status_str, messages}}}. */
final class History {
    private final VendorApi api;
    private final VendorFiles files;

    History(VendorApi api) {
        this.api = api;
        files = new VendorFiles(api);
    }

    Submission read(Job job, JsonNode run) throws InterruptedException {
        return switch (run.at("/status/status_str").asString("")) {
            case "success" -> succeeded(job, run);
            case "error" -> failed(ComfyUiErrors.ofRun(run.at("/status/messages"), job));
            default -> failed(new Failure.MalformedReply("comfyui does not say how the run ended."));
        };
    }

    private Submission succeeded(Job job, JsonNode run) throws InterruptedException {
        if (job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT) {
            return texts(run)
                    .map(text -> done(job, run, List.of(Writing.of(text))))
                    .orElseGet(() -> failed(new Failure.MalformedReply("comfyui's run wrote nothing.")));
        }
        var view = api.url(job.account(), "/view");
        if (view.isEmpty()) {
            return failed(new Failure.Uncertain("comfyui cannot be reached by this account."));
        }
        List<String> references = references(run, view.get());
        if (references.isEmpty()) {
            return failed(new Failure.MalformedReply("comfyui's run saved nothing."));
        }
        return switch (files.bring(job, references)) {
            case Brought.All(var outputs) -> done(job, run, outputs);
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    /** What was saved; where nothing was, what was shown. */
    private static List<String> references(JsonNode run, HttpUrl view) {
        List<String> saved = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (JsonNode node : run.path("outputs")) {
            for (JsonNode kind : node) {
                for (JsonNode file : kind) {
                    if (file.path("filename").isString()) {
                        (file.path("type").asString("").equals("output") ? saved : shown).add(url(file, view));
                    }
                }
            }
        }
        return saved.isEmpty() ? shown : saved;
    }

    private static String url(JsonNode file, HttpUrl view) {
        return view.newBuilder()
                .addQueryParameter("filename", file.path("filename").asString())
                .addQueryParameter("subfolder", file.path("subfolder").asString(""))
                .addQueryParameter("type", file.path("type").asString("output"))
                .build()
                .toString();
    }

    /** Nodes that show text give it as {@code {"text": [..]}}. */
    private static Optional<JsonNode> texts(JsonNode run) {
        for (JsonNode node : run.path("outputs")) {
            var text = node.path("text");
            if (text.isString() || (text.isArray() && !text.isEmpty())) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private static Submission done(Job job, JsonNode run, List<Output> outputs) {
        Map<String, Double> metrics = new HashMap<>();
        long began = time(run, "execution_start");
        long ended = time(run, "execution_success");
        if (began > 0 && ended >= began) {
            metrics.put("execution_seconds", (ended - began) / 1000.0);
        }
        return new Submission.Succeeded(outputs, metrics, Workflow.seed(job), Optional.empty());
    }

    /** When {@code event} was, in milliseconds; 0 where nobody says. */
    private static long time(JsonNode run, String event) {
        for (JsonNode message : run.at("/status/messages")) {
            if (message.path(0).asString("").equals(event)) {
                return message.path(1).path("timestamp").asLong(0);
            }
        }
        return 0;
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
