package dev.atelier.cli.providers;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.Terminal;
import dev.atelier.cli.api.ServerOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier providers check}: tries the credentials of a provider. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Tries the credentials of a provider's accounts, which costs nothing. Needs an admin key.")
public final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "PROVIDER", description = "The provider, such as fal.")
    private String provider = "";

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "This account alone.")
    private Optional<String> account = Optional.empty();

    @Option(names = "--json", description = "Print what came of it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var checks = server.connect(surroundings).checkProvider(provider, account);
        if (json) {
            terminal.print(checks);
        } else {
            checks.path("data").forEach(check -> print(check, terminal));
        }
        boolean allGood = StreamSupport.stream(checks.path("data").spliterator(), false)
                .allMatch(check -> check.path("ok").asBoolean());
        return (allGood ? ExitCode.OK : ExitCode.FAILED).status();
    }

    private static void print(JsonNode check, Terminal terminal) {
        String account = check.path("account").asString();
        terminal.print(
                check.path("ok").asBoolean()
                        ? "%s: ok".formatted(account)
                        : "%s: %s".formatted(account, check.at("/error/message").asString("")));
    }
}
