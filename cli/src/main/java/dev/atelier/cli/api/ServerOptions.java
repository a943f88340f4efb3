package dev.atelier.cli.api;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.data.DataFolder;
import dev.atelier.cli.data.DataOption;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server a command asks: the one that is named, else the one of the data folder. */
public final class ServerOptions {
    private static final String KEY_VARIABLE = "ATELIER_API_KEY";
    private static final String USUAL = "http://127.0.0.1:8080";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Server to ask. Default: ATELIER_URL, or the one that runs in the data folder.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--api-key-variable",
            paramLabel = "NAME",
            description = "Environment variable that holds the API key. Default: ATELIER_API_KEY, "
                    + "or for the data folder's own server its file api-key.")
    private Optional<String> keyVariable = Optional.empty();

    @Mixin
    private final DataOption data = new DataOption();

    /** A client of that server. */
    public ApiClient connect(Surroundings surroundings) {
        var folder = data.nearest(surroundings);
        var uri = server.or(() -> surroundings.variable("ATELIER_URL"))
                .map(ServerOptions::address)
                .or(folder::api)
                .orElseGet(() -> URI.create(USUAL));
        return new ApiClient(new Server(uri, key(surroundings, folder, uri)));
    }

    private static URI address(String text) {
        if (!text.matches("https?://[^/?#]+[^?#]*")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "The server must be an http or https URL, but was %s.".formatted(text));
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "The server must be a URL, but was %s.".formatted(text), e);
        }
    }

    /** The folder's key opens the folder's server; no other server is shown it. */
    private Optional<String> key(Surroundings surroundings, DataFolder folder, URI uri) {
        if (keyVariable.isPresent()) {
            var value = surroundings.variable(keyVariable.get());
            if (value.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "The environment variable %s holds no API key.".formatted(keyVariable.get()));
            }
            return value;
        }
        return surroundings
                .variable(KEY_VARIABLE)
                .or(() -> folder.api()
                        .filter(own -> new Server(own, Optional.empty()).owns(uri))
                        .flatMap(_ -> folder.apiKey()));
    }
}
