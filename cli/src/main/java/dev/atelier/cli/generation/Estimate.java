package dev.atelier.cli.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Terminal;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** What the server says a request would come to. */
final class Estimate {
    private final JsonNode json;

    Estimate(JsonNode json) {
        this.json = requireNonNull(json);
    }

    /** Prints it, and returns the exit code: that of a refusal where the request would be refused. */
    int tell(Terminal terminal, boolean asJson) {
        if (asJson) {
            terminal.print(json);
        } else {
            terminal.print("model     " + json.path("model").asString());
            json.path("routes").forEach(route -> terminal.print(route(route)));
            json.path("budget").forEach(bound -> terminal.print(bound(bound)));
            terminal.print("start     " + start(json.path("queue")));
            terminal.print("admitted  " + admitted());
        }
        return (isAdmitted() ? ExitCode.OK : ExitCode.REFUSED).status();
    }

    private boolean isAdmitted() {
        return json.path("admitted").asBoolean(false);
    }

    private String admitted() {
        return isAdmitted() ? "yes" : "no: " + json.at("/refusal/message").asString("the server gives no reason.");
    }

    private static String route(JsonNode route) {
        JsonNode price = route.path("price");
        if (!price.isObject()) {
            return "route     %s, at a price that nobody knows"
                    .formatted(route.path("provider").asString());
        }
        return "route     %s, for %s: %s %s at %s"
                .formatted(
                        route.path("provider").asString(),
                        money(route.path("costMicros")),
                        price.path("quantity")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString(),
                        price.path("per").asString(),
                        money(price.path("micros")));
    }

    private static String bound(JsonNode bound) {
        return "budget    %s: %s of %s left %s"
                .formatted(
                        bound.path("whose").asString(),
                        money(bound.path("leftMicros")),
                        money(bound.path("mostMicros")),
                        switch (bound.path("period").asString()) {
                            case "day" -> "today";
                            case "month" -> "this month";
                            default -> "in all";
                        });
    }

    private static String start(JsonNode queue) {
        if (queue.path("paused").asBoolean(false)) {
            return "not while it is paused";
        }
        long before = queue.path("before").asLong(0);
        if (before == 0) {
            return "at once";
        }
        String when = queue.path("estimatedStart").asString("");
        return "after %d others%s".formatted(before, when.isEmpty() ? "" : ", about " + when);
    }

    private static String money(JsonNode micros) {
        return BigDecimal.valueOf(micros.asLong(), 6).stripTrailingZeros().toPlainString();
    }
}
