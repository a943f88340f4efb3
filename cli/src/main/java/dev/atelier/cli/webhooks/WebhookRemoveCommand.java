package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atelier webhooks remove}. */
@Command(name = "remove", sortOptions = false, description = "Removes one, with what is still to be posted there.")
final class WebhookRemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
    private String id = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    WebhookRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        server.connect(surroundings).remove(WebhooksCommand.PATH, id);
        surroundings.terminal().print("webhook %s is removed".formatted(id));
        return ExitCode.OK.status();
    }
}
