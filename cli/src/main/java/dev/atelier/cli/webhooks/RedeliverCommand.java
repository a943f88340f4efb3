package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier webhooks redeliver}: posts something once more. */
@Command(
        name = "redeliver",
        sortOptions = false,
        description = "Has a delivery posted once more, under the same id, however it ended.")
final class RedeliverCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "DELIVERY", description = "The delivery.")
    private String delivery = "";

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    RedeliverCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var again = server.connect(surroundings)
                .act(WebhooksCommand.PATH, "%s/deliveries/%s".formatted(id, delivery), "redeliver");
        if (json) {
            terminal.print(again);
        } else {
            terminal.print("delivery %s will be posted once more".formatted(delivery));
        }
        return ExitCode.OK.status();
    }
}
