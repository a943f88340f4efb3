package dev.atelier.cli.api;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Says what a server means by an answer that is no success. */
final class Refusals {
    private Refusals() {}

    static CommandFailure explain(Server server, Http.Answer answer) throws IOException {
        var body = parse(answer.body().readAllBytes());
        var error = body.path("error");
        var message = text(error, "message").orElse("HTTP status " + answer.status());
        var field = text(error, "field").map(" (field %s)"::formatted).orElse("");
        var request = text(body, "request_id").map(" [request %s]"::formatted).orElse("");
        var said = sentence(message) + field + request;
        if (answer.status() == 401) {
            return new CommandFailure(
                    ExitCode.REFUSED,
                    "%s does not accept the API key; set ATELIER_API_KEY, or name the data folder with --data: %s"
                            .formatted(server.uri(), said));
        }
        return answer.status() < 500
                ? new CommandFailure(ExitCode.REFUSED, "The server refuses this: " + said)
                : new CommandFailure(ExitCode.UNREACHABLE, "The server cannot do this now: " + said);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.read(body);
        } catch (JacksonException e) {
            // Not an Atelier's own answer, such as a proxy's page: the status has to do.
            return Json.object();
        }
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.path(field).isString() ? Optional.of(node.path(field).asString()) : Optional.empty();
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
