package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier webhooks test}: whether posts arrive. */
@Command(
        name = "test",
        sortOptions = false,
        description = "Posts webhook.test to one, and tells what came of it; the status is 1 if it was not taken.")
final class WebhookTestCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
    private String id = "";

    @Option(names = "--json", description = "Print what came of it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    WebhookTestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var tried = server.connect(surroundings).act(WebhooksCommand.PATH, id, "test");
        if (json) {
            terminal.print(tried);
        } else {
            terminal.print(DeliveryText.outcome(tried));
        }
        return (DeliveryText.isDelivered(tried) ? ExitCode.OK : ExitCode.FAILED).status();
    }
}
