package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier webhooks deliveries}: what was posted. */
@Command(
        name = "deliveries",
        sortOptions = false,
        description = "Lists the latest deliveries to one that were tried, the last one first.")
final class DeliveriesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
    private String id = "";

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    DeliveriesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var deliveries = server.connect(surroundings).definition(WebhooksCommand.PATH, id + "/deliveries");
        if (json) {
            terminal.print(deliveries);
        } else {
            terminal.print(DeliveryText.HEADING);
            deliveries.path("data").forEach(delivery -> terminal.print(DeliveryText.row(delivery)));
        }
        return ExitCode.OK.status();
    }
}
