package dev.atelier.cli.whole;

import dev.atelier.cli.Json;
import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The program as the build lays it out, used as a person would, on a data folder of its own. */
final class Program implements AutoCloseable {
    private static final long LONGEST_MINUTES = 3;

    private final Path folder;
    private final DataFolder data;

    /** What came of a command. */
    record Result(int status, String out, String err) {
        JsonNode json() {
            return Json.read(out.getBytes(StandardCharsets.UTF_8));
        }
    }

    Program() throws IOException {
        this.folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "whole")), "run-")
                .toAbsolutePath();
        this.data = new DataFolder(folder.resolve("data"));
    }

    Path folder() {
        return folder;
    }

    DataFolder data() {
        return data;
    }

    /** Runs a command on the data folder. */
    Result run(String... arguments) {
        return runOn(data.path(), arguments);
    }

    Result runOn(Path dataFolder, String... arguments) {
        try {
            var out = Files.createTempFile(folder, "out-", ".txt");
            var err = Files.createTempFile(folder, "err-", ".txt");
            var process = builder(dataFolder, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("%s takes too long: %s".formatted(List.of(arguments), Files.readString(err)));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(Path dataFolder, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Datelier.servers=" + System.getProperty("atelier.servers"),
                "-jar",
                Path.of("target", "app", "lib", "atelier.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ATELIER_"));
        builder.environment().keySet().removeAll(Set.of("FAL_KEY", "REPLICATE_API_TOKEN"));
        builder.environment().put("ATELIER_DATA", dataFolder.toString());
        // Tests receive webhooks on this machine.
        builder.environment().put("ATELIER_OUTBOUND_ALLOW", "localhost");
        // Tests run connectors of their own for it; Atelier's would say that the key is missing.
        builder.environment().put("ATELIER_PROVIDERS_REPLICATE_ENABLED", "false");
        return builder;
    }

    /** Starts Atelier on a free port, detached. */
    Result up() {
        return run("up", "--port", "0", "--detach");
    }

    /** The process that runs, if one does. */
    Optional<ProcessHandle> process() {
        try {
            var file = data.runFolder().resolve("atelier.pid");
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As `kill -9` does; returns when it is gone. */
    void kill() {
        process()
                .map(running -> {
                    running.destroyForcibly();
                    return running.onExit();
                })
                .ifPresent(CompletableFuture::join);
    }

    /** Leaves nothing running, whatever the test came to. */
    @Override
    public void close() {
        kill();
    }
}
