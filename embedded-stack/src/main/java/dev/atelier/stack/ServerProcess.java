package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A running server. Its standard input is the pipe whose end tells the guard in it to stop. */
final class ServerProcess {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(25);
    private static final Duration ONE_STEP = Duration.ofMinutes(1);

    private final Server server;
    private final Process process;
    private final ServerLog log;
    private final Path pidFile;

    private ServerProcess(Server server, Process process, ServerLog log, Path pidFile) {
        this.server = server;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
    }

    static ServerProcess start(Layout layout, JavaRuntime java, Server server)
            throws IOException, InterruptedException {
        var launch = server.prepare();
        var log = ServerLog.open(layout.logFile(server.name()));
        var process = execute(
                layout, java, server.name(), launch.guarded(layout.guard(), layout.archive(server.name())), log);
        var pidFile = layout.pidFile(server.name());
        try {
            Files.writeString(pidFile, Long.toString(process.pid()));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        return new ServerProcess(server, process, log, pidFile);
    }

    /** Runs a program of the server that ends by itself, such as one that formats its storage. */
    static void runToEnd(Layout layout, JavaRuntime java, String name, Launch launch)
            throws IOException, InterruptedException {
        var log = ServerLog.open(layout.logFile(name));
        var process = execute(layout, java, name, launch.unguarded(), log);
        try {
            if (!process.waitFor(ONE_STEP.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw log.explain(name, "could not be set up");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process execute(Layout layout, JavaRuntime java, String name, List<String> arguments, ServerLog log)
            throws IOException {
        var file = layout.argumentsFile(name);
        Files.writeString(file, arguments.stream().map(ServerProcess::quoted).collect(Collectors.joining("\n")));
        return new ProcessBuilder(java.executable().toString(), "@" + file)
                .directory(layout.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .start();
    }

    /** As the java command reads its argument files. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns when the server answers. */
    void awaitReady(Duration bound) throws InterruptedException {
        var deadline = System.nanoTime() + bound.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw log.explain(
                        server.name(), "stopped with exit code %d while starting".formatted(process.exitValue()));
            }
            if (System.nanoTime() - deadline > 0) {
                throw log.explain(
                        server.name(),
                        "did not answer on %s within %d s".formatted(server.address(), bound.toSeconds()));
            }
            Thread.sleep(BETWEEN_PROBES);
        }
    }

    private boolean answers() {
        try {
            return server.answers();
        } catch (IOException e) {
            // Refused, reset or too slow: it is still starting, and the deadline is watched by the caller.
            return false;
        }
    }

    /** Completes with the reason when the server ends, wanted or not. */
    CompletableFuture<StackException> ended() {
        return process.onExit()
                .thenApply(
                        ended -> log.explain(server.name(), "stopped with exit code %d".formatted(ended.exitValue())));
    }

    /** Tells the guard to stop the server, and returns at once. */
    void askToStop() throws IOException {
        process.getOutputStream().close();
    }

    /** Returns when it is gone, by force after the deadline. */
    void awaitEnd(long deadlineNanos) throws IOException {
        try {
            if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(pidFile);
    }
}
