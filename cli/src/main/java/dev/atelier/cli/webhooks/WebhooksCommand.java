package dev.atelier.cli.webhooks;

import dev.atelier.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code atelier webhooks}: where events are posted. */
@Command(
        name = "webhooks",
        synopsisSubcommandLabel = "COMMAND",
        description = "Where the project has events posted: looks at that, changes it, and shows what was posted.")
public final class WebhooksCommand {
    static final String PATH = "v1/webhooks";

    private WebhooksCommand() {}

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new WebhooksCommand())
                .addSubcommand(new WebhooksListCommand(surroundings))
                .addSubcommand(new WebhookCreateCommand(surroundings))
                .addSubcommand(new WebhookShowCommand(surroundings))
                .addSubcommand(new WebhookRemoveCommand(surroundings))
                .addSubcommand(new WebhookRotateCommand(surroundings))
                .addSubcommand(new WebhookTestCommand(surroundings))
                .addSubcommand(new DeliveriesCommand(surroundings))
                .addSubcommand(new RedeliverCommand(surroundings));
    }
}
