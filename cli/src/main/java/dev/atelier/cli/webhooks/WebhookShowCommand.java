package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atelier webhooks show}. */
@Command(name = "show", sortOptions = false, description = "Prints one as JSON, without its secret.")
final class WebhookShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
    private String id = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    WebhookShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.terminal().print(server.connect(surroundings).definition(WebhooksCommand.PATH, id));
        return ExitCode.OK.status();
    }
}
