package dev.atelier.cli.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A generation as the server describes it.
 *
 * @param json the whole resource, with what this version does not know
 */
public record Generation(JsonNode json) {
    public String id() {
        return json.path("id").asString();
    }

    /** The server's word; a newer one may have words that this version does not know. */
    public String statusWord() {
        return json.path("status").asString();
    }

    public Status status() {
        return Status.of(statusWord());
    }

    public String model() {
        return text("model").orElse("");
    }

    public Optional<String> prompt() {
        return textOf(json.path("input").path("prompt"));
    }

    public Optional<String> text(String field) {
        return textOf(json.path(field));
    }

    /** Where it stands in line, and when it is likely to start, while it waits and that is known. */
    public Optional<String> queue() {
        var queue = json.path("queue");
        var start = textOf(queue.path("estimatedStart")).map(", likely to start at "::concat);
        return textOf(queue.path("position")).map(position -> "number " + position + start.orElse(""));
    }

    /** From 0 to 1, while it runs at a provider that tells. */
    public OptionalDouble progress() {
        var progress = json.path("progress").path("share");
        return progress.isNumber() ? OptionalDouble.of(progress.asDouble()) : OptionalDouble.empty();
    }

    public List<String> tags() {
        return json.path("tags").valueStream().map(JsonNode::asString).toList();
    }

    public List<Artifact> artifacts() {
        return json.path("artifacts")
                .valueStream()
                .map(artifact -> Artifact.of(artifact, base()))
                .toList();
    }

    /** What the server's own addresses begin with; behind a proxy it is another address than the one that was asked. */
    private String base() {
        var self = json.path("links").path("self").asString("");
        var path = "/v1/generations/" + id();
        return self.endsWith(path) ? self.substring(0, self.length() - path.length()) : "";
    }

    /** Why it did not succeed. */
    public Optional<String> error() {
        var error = json.path("error");
        if (!error.isObject()) {
            return Optional.empty();
        }
        var code = textOf(error.path("code")).map(" (%s)"::formatted).orElse("");
        return textOf(error.path("message")).map(message -> message + code);
    }

    /** Tags in one word, for a table. */
    public String joinedTags() {
        return tags().stream().collect(Collectors.joining(","));
    }

    private static Optional<String> textOf(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
    }
}
