package dev.atelier.cli.catalogue;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier accounts}: the sets of credentials. */
@Command(
        name = "accounts",
        sortOptions = false,
        description = "Lists the accounts at providers; its parts show, define and remove one. Needs an admin key.")
public final class AccountsCommand implements Callable<Integer> {
    private static final String ROW = "%-20s  %-12s  %10s  %10s  %s";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private AccountsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new AccountsCommand(surroundings))
                .addSubcommand(new ShowDefinitionCommand(surroundings, Kind.ACCOUNT))
                .addSubcommand(new DefineCommand(surroundings, Kind.ACCOUNT))
                .addSubcommand(new RemoveCommand(surroundings, Kind.ACCOUNT));
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var accounts = server.connect(surroundings).definitions(Kind.ACCOUNT.path());
        if (json) {
            terminal.print(accounts);
        } else {
            terminal.print(ROW.formatted("ACCOUNT", "PROVIDER", "AT ONCE", "A SECOND", "KEY IN"));
            accounts.path("data").forEach(account -> terminal.print(row(account)));
        }
        return ExitCode.OK.status();
    }

    private static String row(JsonNode account) {
        return ROW.formatted(
                        account.path("name").asString(),
                        account.path("provider").asString(),
                        account.path("concurrency").asString(),
                        account.at("/rateLimit/ratePerSecond").asString(""),
                        account.path("credential").asString(""))
                .stripTrailing();
    }
}
