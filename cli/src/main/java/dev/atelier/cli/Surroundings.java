package dev.atelier.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it. A test gives its own.
 *
 * @param environment variables
 * @param folder      where the user stands
 * @param root        the repository, when started by its launcher
 * @param terminal    where to write
 * @param pace        how time passes
 */
public record Surroundings(
        Map<String, String> environment, Path folder, Optional<Path> root, Terminal terminal, Pace pace) {
    public Surroundings {
        environment = Map.copyOf(environment);
        folder = folder.toAbsolutePath().normalize();
        requireNonNull(root);
        requireNonNull(terminal);
        requireNonNull(pace);
    }

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(""),
                Optional.ofNullable(System.getProperty("atelier.root")).map(Path::of),
                new Terminal(
                        System.in,
                        utf8(FileDescriptor.out),
                        utf8(FileDescriptor.err),
                        Boolean.getBoolean("atelier.terminal")),
                Pace.real());
    }

    /** Whatever the locale: a prompt may be in any language, and JSON is UTF-8. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The value of an environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** A path as the user wrote it. */
    public Path resolve(Path path) {
        return folder.resolve(path).normalize();
    }
}
