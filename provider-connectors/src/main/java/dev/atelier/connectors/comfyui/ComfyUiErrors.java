package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What ComfyUI's refusals mean: {@code {"error": {type, message, details}, "node_errors"}}, and the errors of a run. */
final class ComfyUiErrors {
    private ComfyUiErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        return Statuses.ofSubmit(ComfyUiFactory.NAME, answer, words(answer, job));
    }

    static Failure ofQuestion(Answer answer, Job job) {
        return Statuses.ofQuestion(answer, words(answer, job));
    }

    /** The final word on a run with the messages {@code [[event, data], ..]}. */
    static Failure ofRun(JsonNode messages, Job job) {
        for (JsonNode message : messages) {
            var data = message.path(1);
            switch (message.path(0).asString("")) {
                case "execution_interrupted" -> {
                    return new Failure.ProviderFailed("comfyui: the run was interrupted.");
                }
                case "execution_error" -> {
                    return new Failure.ProviderFailed(words(
                            "%s: %s"
                                    .formatted(
                                            data.path("node_type").asString("a node"),
                                            data.path("exception_message").asString("failed")),
                            job));
                }
                default -> {}
            }
        }
        return new Failure.ProviderFailed("comfyui: the run failed.");
    }

    private static String words(Answer answer, Job job) {
        var body = answer.json();
        List<String> said = new ArrayList<>();
        said.add(body.path("error").asString(body.at("/error/message").asString("")));
        body.path("node_errors").forEach(node -> node.path("errors").forEach(error -> said.add(said(node, error))));
        String all = said.stream().filter(one -> !one.isBlank()).collect(Collectors.joining("; "));
        return words(all.isEmpty() ? "status " + answer.status() : all, job);
    }

    private static String said(JsonNode node, JsonNode error) {
        return Stream.of(node.path("class_type"), error.path("message"), error.path("details"))
                .map(part -> part.asString(""))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(": "));
    }

    /** The workflow is no secret of the client's, and its names are what makes an error clear. */
    private static String words(String said, Job job) {
        var inputs = job.parameters().deepCopy();
        inputs.remove(Workflow.WORKFLOW);
        return Words.of(ComfyUiFactory.NAME, said, inputs);
    }
}
