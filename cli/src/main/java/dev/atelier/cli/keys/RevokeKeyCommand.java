package dev.atelier.cli.keys;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier keys revoke}: ends a key. */
@Command(name = "revoke", sortOptions = false, description = "Revokes an API key for good.")
final class RevokeKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "Its id, such as key_…")
    private String id = "";

    @Option(names = "--json", description = "Print what it is now as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    RevokeKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var client = server.connect(surroundings);
        client.remove(KeysCommand.PATH, id);
        if (json) {
            surroundings.terminal().print(client.definition(KeysCommand.PATH, id));
        } else {
            surroundings.terminal().print("key %s is revoked".formatted(id));
        }
        return ExitCode.OK.status();
    }
}
