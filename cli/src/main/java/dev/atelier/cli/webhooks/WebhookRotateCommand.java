package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier webhooks rotate}: another secret. */
@Command(
        name = "rotate",
        sortOptions = false,
        description = "Gives one another secret and prints it. The one before signs as well for a while.")
final class WebhookRotateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
    private String id = "";

    @Option(names = "--json", description = "Print the webhook as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    WebhookRotateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var webhook = server.connect(surroundings).act(WebhooksCommand.PATH, id, "rotate");
        if (json) {
            terminal.print(webhook);
        } else {
            terminal.say("the secret before signs as well until %s; the new one:"
                    .formatted(webhook.path("previousSecretUntil").asString("")));
            terminal.print(webhook.path("secret").asString());
        }
        return ExitCode.OK.status();
    }
}
