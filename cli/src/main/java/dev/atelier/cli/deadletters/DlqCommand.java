package dev.atelier.cli.deadletters;

import dev.atelier.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code atelier dlq}: what its parts do. */
@Command(
        name = "dlq",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Records that could not be read or processed: looks at them, and puts them back. Needs an admin key.")
public final class DlqCommand {
    private DlqCommand() {}

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new DlqCommand())
                .addSubcommand(new DlqListCommand(surroundings))
                .addSubcommand(new DlqShowCommand(surroundings))
                .addSubcommand(new DlqRedriveCommand(surroundings));
    }
}
