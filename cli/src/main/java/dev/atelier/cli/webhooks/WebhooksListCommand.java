package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier webhooks list}. */
@Command(name = "list", sortOptions = false, description = "Lists the project's webhooks, oldest first.")
final class WebhooksListCommand implements Callable<Integer> {
    private static final String ROW = "%-36s  %-8s  %-40s  %s";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    WebhooksListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var webhooks = server.connect(surroundings).definitions(WebhooksCommand.PATH);
        if (json) {
            terminal.print(webhooks);
        } else {
            terminal.print(ROW.formatted("ID", "STATE", "URL", "EVENTS"));
            webhooks.path("data").forEach(webhook -> terminal.print(row(webhook)));
        }
        return ExitCode.OK.status();
    }

    private static String row(JsonNode webhook) {
        String events =
                webhook.path("events").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        return ROW.formatted(
                webhook.path("id").asString(),
                webhook.path("enabled").asBoolean() ? "enabled" : "disabled",
                webhook.path("url").asString(),
                events);
    }
}
