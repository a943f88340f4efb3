package dev.atelier.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs scripts of {@code src/test/node} under Node.js, with the clients that the {@code package-lock.json} there pins. They
 * are installed once, into the build folder.
 */
public final class Node {
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final Path LOCK = Path.of("package-lock.json");
    private static final Path INSTALLED = FOLDER.resolve("installed.json");
    private static final long BOUND_SECONDS = 180;

    private Node() {}

    /** Installed by the class loader, which does so once. */
    private static final class Clients {
        static final Path INSTALLED_IN = install();
    }

    /**
     * How a script ended.
     *
     * @param output what it wrote, of both streams
     */
    public record Ended(int status, String output) {}

    /** Runs {@code script} with {@code environment} beside this process' own, and waits for its end. */
    public static Ended run(String script, Map<String, String> environment) {
        copyScripts(Clients.INSTALLED_IN);
        return execute(List.of("node", script), environment);
    }

    private static Path install() {
        try {
            Files.createDirectories(FOLDER);
            if (!Files.exists(INSTALLED) || Files.mismatch(INSTALLED, SOURCES.resolve(LOCK)) >= 0) {
                copy("package.json", FOLDER);
                copy(LOCK.toString(), FOLDER);
                Ended ended = execute(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
                if (ended.status() != 0) {
                    throw new IllegalStateException("npm could not install the clients:\n" + ended.output());
                }
                Files.copy(SOURCES.resolve(LOCK), INSTALLED, StandardCopyOption.REPLACE_EXISTING);
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, because they may import one another. */
    private static void copyScripts(Path folder) {
        try (var scripts = Files.newDirectoryStream(SOURCES, "*.mjs")) {
            for (Path script : scripts) {
                copy(script.getFileName().toString(), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String file, Path folder) {
        try {
            Files.copy(SOURCES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended execute(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(FOLDER, "output", ".txt");
            var builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                boolean ended = process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
                String written = Files.readString(output);
                return new Ended(ended ? process.exitValue() : -1, written);
            } finally {
                process.destroyForcibly();
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a script ran", e);
        }
    }
}
