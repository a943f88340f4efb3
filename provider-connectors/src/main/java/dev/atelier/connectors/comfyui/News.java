package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.platform.json.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Follows one run by the messages {@code {"type", "data"}} of the WebSocket. For one thread. */
final class News {
    /** What a message means for whoever waits. */
    enum Meaning {
        GOES_ON,
        /** The graph is done; the history will have it in a moment. */
        IS_ENDING,
        HAS_ENDED
    }

    private final String id;
    private final Progress progress;
    private final int nodes;
    private final Set<String> begun = new HashSet<>();
    private double told;

    News(Job job, String id, Progress progress) {
        this.id = id;
        this.progress = progress;
        nodes = Math.max(1, job.parameters().path(Workflow.WORKFLOW).size());
    }

    Meaning read(String message) {
        var news = parse(message);
        var data = news.path("data");
        if (!data.path("prompt_id").asString("").equals(id)) {
            return Meaning.GOES_ON;
        }
        return switch (news.path("type").asString("")) {
            case "execution_success", "execution_error", "execution_interrupted" -> Meaning.IS_ENDING;
            case "executing" -> executing(data.path("node"));
            case "execution_cached" -> {
                data.path("nodes").forEach(node -> begun.add(node.asString("")));
                yield Meaning.GOES_ON;
            }
            case "progress" -> {
                tell(Math.max(0, begun.size() - 1) + share(data));
                yield Meaning.GOES_ON;
            }
            // All nodes at once, also those from before this socket: newer servers say it beside the others.
            case "progress_state" -> {
                tell(data.path("nodes").valueStream().mapToDouble(News::share).sum());
                yield Meaning.GOES_ON;
            }
            default -> Meaning.GOES_ON;
        };
    }

    /** No node at all means that the run has ended, and is in the history. */
    private Meaning executing(JsonNode node) {
        if (!node.isString()) {
            return Meaning.HAS_ENDED;
        }
        tell(begun.size());
        begun.add(node.asString());
        return Meaning.GOES_ON;
    }

    /** How far one node is. */
    private static double share(JsonNode node) {
        double most = node.path("max").asDouble(0);
        return most > 0 ? Math.clamp(node.path("value").asDouble(0) / most, 0, 1) : 0;
    }

    private void tell(double done) {
        double fraction = Math.clamp(done / nodes, 0, 1);
        if (fraction > told) {
            told = fraction;
            progress.at(fraction, "running the workflow");
        }
    }

    private static JsonNode parse(String message) {
        try {
            return Json.MAPPER.readTree(message);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
