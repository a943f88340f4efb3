package dev.atelier.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Compose itself says of the file, on machines that have it: the plugin of docker, or the older program. Where there
 * is neither, {@link ComposeFileTest} has still held the file against the specification's schema.
 */
class ComposeCommandIT {
    private record Run(int status, String output) {}

    private List<String> compose = List.of();

    @BeforeEach
    void findsCompose() {
        compose = Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(ComposeCommandIT::isThere)
                .findFirst()
                .orElse(List.of());
        Assumptions.assumeFalse(compose.isEmpty(), "neither docker compose nor docker-compose is on this machine");
    }

    private static boolean isThere(List<String> command) {
        try {
            return run(append(command, "version"), Map.of()).status() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> append(List<String> command, String... arguments) {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return whole;
    }

    private static Run run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(ComposeFile.root().toFile())
                .redirectErrorStream(true);
        ComposeFile.SECRETS.keySet().forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void acceptsTheFile() throws Exception {
        var run = run(append(compose, "config", "-q"), ComposeFile.SECRETS);

        assertThat(run).isEqualTo(new Run(0, ""));
    }

    @Test
    void refusesTheFileWithoutItsSecrets() throws Exception {
        var run = run(append(compose, "config", "-q"), Map.of());

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("object store");
    }
}
