package dev.atelier.cli.api;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A batch as the server describes it.
 *
 * @param json the whole resource, with what this version does not know
 */
public record Batch(JsonNode json) {
    private static final List<String> ENDS = List.of("succeeded", "failed", "canceled", "expired", "rejected");

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

    public int total() {
        return json.path("total").asInt();
    }

    /** How often what failed was tried again. */
    public int round() {
        return json.path("round").asInt();
    }

    public int count(String end) {
        return json.path("counts").path(end).asInt();
    }

    /** How many have ended, however. */
    public int ended() {
        return ENDS.stream().mapToInt(this::count).sum();
    }

    /** How many have ended how, such as {@code 197 succeeded, 3 failed}. */
    public String ends() {
        return ENDS.stream()
                .filter(end -> count(end) > 0)
                .map(end -> count(end) + " " + end)
                .collect(Collectors.joining(", "));
    }

    /** How many would be tried again. */
    public int retryable() {
        return count("failed") + count("expired") + count("rejected");
    }
}
