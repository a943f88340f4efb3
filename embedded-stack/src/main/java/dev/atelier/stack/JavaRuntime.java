package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * The JDK that runs the servers.
 *
 * @param home its folder, as in JAVA_HOME
 */
public record JavaRuntime(Path home) {
    private static final int OLDEST = 25;

    public JavaRuntime {
        Objects.requireNonNull(home);
    }

    /** The one that runs this process. */
    public static JavaRuntime current() {
        return new JavaRuntime(Path.of(System.getProperty("java.home")));
    }

    Path executable() {
        return home.resolve("bin").resolve("java");
    }

    /** Refuses a JDK that the servers were never tried on. */
    void check() {
        var version = version();
        if (version.feature() < OLDEST) {
            throw new StackException("Atelier needs JDK %d or newer, but %s is JDK %s; set JAVA_HOME to a newer one."
                    .formatted(OLDEST, home, version));
        }
    }

    private Runtime.Version version() {
        var release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
            return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "").replace("\"", ""));
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException(
                    "%s is not a JDK: its file 'release' does not tell its version; set JAVA_HOME to a JDK %d or newer."
                            .formatted(home, OLDEST),
                    e);
        }
    }
}
