package dev.atelier.connectors.bfl;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the refusals of Black Forest Labs mean. Policy is no status of HTTP here, but the end of a task. */
final class BflErrors {
    private BflErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        var complaint = Complaint.in(answer);
        String words = complaint.words(BflFactory.NAME, answer, job);
        return switch (answer.status()) {
            case 400, 422 -> new Failure.InvalidRequest(words, complaint.field());
            // Nothing that failed on their side promises that no task was made.
            case 500, 502, 504 -> new Failure.Uncertain(words);
            default -> Statuses.ofSubmit(BflFactory.NAME, answer, words);
        };
    }

    static Failure ofQuestion(Answer answer, Job job) {
        return Statuses.ofQuestion(answer, Complaint.in(answer).words(BflFactory.NAME, answer, job));
    }

    /** The final word on a task that ended without a picture. */
    static Failure ofTask(JsonNode task, Job job) {
        String status = task.path("status").asString("");
        return switch (status) {
            case "Request Moderated", "Content Moderated" ->
                new Failure.ContentRefused(words(status, task.path("details"), job));
            case "Error" -> new Failure.ProviderFailed(words(status, task.path("details"), job));
            case "Task not found" -> new Failure.MalformedReply("bfl does not know the task.");
            default -> new Failure.MalformedReply("bfl answered with something that is no task.");
        };
    }

    private static String words(String status, JsonNode details, Job job) {
        List<String> reasons = texts(details);
        String said = reasons.isEmpty() ? status : status + ": " + String.join(", ", reasons);
        return Words.of(BflFactory.NAME, said, job.parameters());
    }

    private static List<String> texts(JsonNode node) {
        if (node.isString()) {
            return List.of(node.asString());
        }
        List<String> all = new ArrayList<>();
        node.forEach(one -> all.addAll(texts(one)));
        return all;
    }
}
