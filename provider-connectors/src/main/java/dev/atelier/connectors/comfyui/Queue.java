package dev.atelier.connectors.comfyui;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.platform.failure.Failure;
import tools.jackson.databind.JsonNode;

/** What a server has to do: {@code /queue}; and what it has done: {@code /history}. */
final class Queue {
    private final VendorApi api;

    /** What came of looking for a run. */
    sealed interface Search {}

    /** It is there, in whatever state. */
    record Found(String id) implements Search {
        Found {
            requireNonNull(id);
        }
    }

    /** It is nowhere. */
    record Unknown() implements Search {}

    /** The server did not say. */
    record Silent(Failure failure) implements Search {
        Silent {
            requireNonNull(failure);
        }
    }

    Queue(VendorApi api) {
        this.api = api;
    }

    /** The last run that an attempt before this one submitted. */
    Search earlier(Job job) throws InterruptedException {
        for (int attempt = job.attempt() - 1; attempt > 0; attempt--) {
            var search = find(job, RunIds.of(job, attempt));
            if (!(search instanceof Unknown)) {
                return search;
            }
        }
        return new Unknown();
    }

    /** The queue is looked at first: a run goes from there to the history, never back. */
    Search find(Job job, String id) throws InterruptedException {
        return switch (api.ask(job.account(), Call.get("/queue"))) {
            case Answer answer
            when answer.isSuccess() && hasLists(answer.json()) ->
                has(answer.json().path("queue_running"), id)
                                || has(answer.json().path("queue_pending"), id)
                        ? new Found(id)
                        : inHistory(job, id);
            case Answer answer -> new Silent(ComfyUiErrors.ofQuestion(answer, job));
            case Heard.Nothing(var failure) -> new Silent(failure);
        };
    }

    private Search inHistory(Job job, String id) throws InterruptedException {
        return switch (api.ask(job.account(), history(id))) {
            case Answer answer
            when answer.isSuccess() && answer.json().isObject() ->
                answer.json().has(id) ? new Found(id) : new Unknown();
            case Answer answer -> new Silent(ComfyUiErrors.ofQuestion(answer, job));
            case Heard.Nothing(var failure) -> new Silent(failure);
        };
    }

    boolean isRunning(Job job, String id) throws InterruptedException {
        return api.ask(job.account(), Call.get("/queue")) instanceof Answer answer
                && has(answer.json().path("queue_running"), id);
    }

    static Call history(String id) {
        return Call.get("/history/" + Call.segment(id));
    }

    private static boolean hasLists(JsonNode queue) {
        return queue.path("queue_running").isArray()
                && queue.path("queue_pending").isArray();
    }

    /** An item is {@code [number, id, graph, ..]}. */
    private static boolean has(JsonNode items, String id) {
        for (JsonNode item : items) {
            if (item.path(1).asString("").equals(id)) {
                return true;
            }
        }
        return false;
    }
}
