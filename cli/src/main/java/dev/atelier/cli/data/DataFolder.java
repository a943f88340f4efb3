package dev.atelier.cli.data;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Where an Atelier of this machine keeps everything, and says how to reach it.
 *
 * @param path the folder itself
 */
public record DataFolder(Path path) {
    public DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** The API key that the first start made. */
    public Path apiKeyFile() {
        return path.resolve("api-key");
    }

    /** The secret that the first start made for what the services sign. */
    public Path secretFile() {
        return path.resolve("secret");
    }

    /** Where each part answers while it runs. */
    public Path endpointsFile() {
        return path.resolve("endpoints.json");
    }

    /** Where jars lie that bring further providers. */
    public Path providersFolder() {
        return path.resolve("providers");
    }

    public Path runFolder() {
        return path.resolve("run");
    }

    public Path logFile() {
        return path.resolve("logs").resolve("atelier.log");
    }

    /** What a detached start says on the way. */
    public Path startLogFile() {
        return path.resolve("logs").resolve("up.log");
    }

    /** Whether an Atelier was ever started here. */
    public boolean isUsed() {
        return Files.exists(endpointsFile()) || Files.exists(apiKeyFile());
    }

    /** The address of the API, if one runs here, or was killed here. */
    public Optional<URI> api() {
        try {
            return Optional.of(URI.create(
                    Json.read(Files.readAllBytes(endpointsFile())).path("api").asString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "%s is not as `atelier up` writes it.".formatted(endpointsFile()), e);
        } catch (IOException e) {
            throw unreadable(endpointsFile(), e);
        }
    }

    public Optional<String> apiKey() {
        try {
            return Optional.of(Files.readString(apiKeyFile()).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(apiKeyFile(), e);
        }
    }

    private static CommandFailure unreadable(Path file, IOException cause) {
        return new CommandFailure(ExitCode.FAILED, "%s cannot be read: %s.".formatted(file, cause), cause);
    }
}
