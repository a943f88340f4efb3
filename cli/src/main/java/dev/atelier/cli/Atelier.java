package dev.atelier.cli;

import dev.atelier.cli.batch.BatchCommand;
import dev.atelier.cli.batch.ReplayCommand;
import dev.atelier.cli.catalogue.AccountsCommand;
import dev.atelier.cli.catalogue.ModelsCommand;
import dev.atelier.cli.catalogue.ProjectsCommand;
import dev.atelier.cli.deadletters.DlqCommand;
import dev.atelier.cli.events.EventsCommand;
import dev.atelier.cli.generation.CancelCommand;
import dev.atelier.cli.generation.FrontCommand;
import dev.atelier.cli.generation.GenerateCommand;
import dev.atelier.cli.generation.ListCommand;
import dev.atelier.cli.generation.RegenerateCommand;
import dev.atelier.cli.generation.ResumeCommand;
import dev.atelier.cli.generation.ShowCommand;
import dev.atelier.cli.keys.KeysCommand;
import dev.atelier.cli.line.PauseCommand;
import dev.atelier.cli.line.PausesCommand;
import dev.atelier.cli.line.PurgeCommand;
import dev.atelier.cli.providers.ProvidersCommand;
import dev.atelier.cli.up.DownCommand;
import dev.atelier.cli.up.UpCommand;
import dev.atelier.cli.uploads.UploadCommand;
import dev.atelier.cli.webhooks.WebhooksCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code atelier} command. {@code test} is the launcher's own. */
@Command(
        name = "atelier",
        synopsisSubcommandLabel = "COMMAND",
        description = "A self-hosted, event-driven pipeline for generative inference.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  done",
            "  1  the generation, or the start, failed",
            "  2  the command line is wrong",
            "  3  no server answers",
            "  4  the server refuses the request or the key",
            "  5  not finished within --timeout",
            "  6  too late to cancel: the generation ended otherwise",
            "  130  interrupted"
        })
public final class Atelier {
    private Atelier() {}

    public static void main(String[] args) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(args));
    }

    /** The whole command in the given surroundings. */
    static CommandLine commandLine(Surroundings surroundings) {
        var terminal = surroundings.terminal();
        var commandLine = new CommandLine(new Atelier())
                .addSubcommand(new UpCommand(surroundings))
                .addSubcommand(new DownCommand(surroundings))
                .addSubcommand(new GenerateCommand(surroundings))
                .addSubcommand(new UploadCommand(surroundings))
                .addSubcommand(new RegenerateCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new FrontCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(BatchCommand.withSubcommands(surroundings))
                .addSubcommand(new ReplayCommand(surroundings))
                .addSubcommand(new EventsCommand(surroundings))
                .addSubcommand(new PauseCommand(surroundings))
                .addSubcommand(new PausesCommand(surroundings))
                .addSubcommand(new PurgeCommand(surroundings))
                .addSubcommand(ModelsCommand.withItsParts(surroundings))
                .addSubcommand(AccountsCommand.withItsParts(surroundings))
                .addSubcommand(ProjectsCommand.withItsParts(surroundings))
                .addSubcommand(KeysCommand.withItsParts(surroundings))
                .addSubcommand(ProvidersCommand.withItsParts(surroundings))
                .addSubcommand(WebhooksCommand.withItsParts(surroundings))
                .addSubcommand(DlqCommand.withItsParts(surroundings));
        commandLine.getSubcommands().values().forEach(Atelier::explainItself);
        var failures = new FailureSentences(terminal);
        return commandLine
                .addSubcommand(new HelpCommand())
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static void explainItself(CommandLine subcommand) {
        subcommand
                .getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        subcommand.getSubcommands().values().forEach(Atelier::explainItself);
    }
}
