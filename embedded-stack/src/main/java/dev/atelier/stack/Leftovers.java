package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Servers of an earlier stack that was killed. Their guards are ending them; whoever starts next waits for that. */
final class Leftovers {
    /** Longer than a guard waits before it halts its server. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private Leftovers() {}

    /** Returns when none is left, and how many there were. */
    static int clear(Layout layout, List<String> servers) throws IOException, InterruptedException {
        var count = 0;
        for (var server : servers) {
            var process = find(layout, server);
            if (process.isPresent()) {
                count++;
                end(process.get());
            }
            Files.deleteIfExists(layout.pidFile(server));
        }
        return count;
    }

    /** The recorded process, if it is still there and its command line names our argument file: ids are used again. */
    private static Optional<ProcessHandle> find(Layout layout, String server) throws IOException {
        var file = layout.pidFile(server);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var pid = Files.readString(file).strip();
        var proof = "@" + layout.argumentsFile(server);
        return pid.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> arguments(process).anyMatch(proof::equals))
                : Optional.empty();
    }

    private static Stream<String> arguments(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Stream::of);
    }

    private static void end(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new StackException("Process %d of an earlier start cannot be watched.".formatted(process.pid()), e);
        }
    }
}
