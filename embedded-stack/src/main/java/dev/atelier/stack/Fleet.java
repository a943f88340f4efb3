package dev.atelier.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** All servers of one stack. None needs another to start or to stop, so both are done for all at once. */
final class Fleet {
    /** Longer than a guard waits before it halts its server. */
    private static final Duration STOP_BOUND = Duration.ofSeconds(12);

    private final StackConfig config;
    private final Layout layout;
    private final Progress progress;
    private final List<ServerProcess> processes = Collections.synchronizedList(new ArrayList<>());

    private Fleet(StackConfig config, Layout layout, Progress progress) {
        this.config = config;
        this.layout = layout;
        this.progress = progress;
    }

    /** Returns when all answer; if one fails, stops the others and throws its exception. */
    static Fleet start(StackConfig config, Layout layout, List<Server> servers, Progress progress)
            throws IOException, InterruptedException {
        var fleet = new Fleet(config, layout, progress);
        var complete = false;
        try {
            fleet.startAll(servers);
            complete = true;
            return fleet;
        } finally {
            if (!complete) {
                fleet.stop();
            }
        }
    }

    private void startAll(List<Server> servers) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = new ExecutorCompletionService<Server>(threads);
            servers.forEach(server -> starting.submit(() -> startOne(server)));
            try {
                for (var _ : servers) {
                    starting.take().get();
                }
            } catch (ExecutionException e) {
                throw rethrown(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static StackException rethrown(ExecutionException failed) throws IOException {
        return switch (failed.getCause()) {
            case StackException known -> known;
            case IOException io -> throw io;
            case null, default ->
                new StackException("A server could not be started: %s.".formatted(failed.getCause()), failed);
        };
    }

    private Server startOne(Server server) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var process = ServerProcess.start(layout, config.java(), server);
        processes.add(process);
        process.awaitReady(config.startTimeout());
        report(server, Duration.ofNanos(System.nanoTime() - begin));
        return server;
    }

    private synchronized void report(Server server, Duration took) {
        progress.report(String.format(
                Locale.ROOT, "%-9s ready in %.1f s on %s", server.name(), took.toMillis() / 1000.0, server.address()));
    }

    /** Completes with the reason when the first server ends. */
    CompletableFuture<StackException> failure() {
        return CompletableFuture.anyOf(
                        processes.stream().map(ServerProcess::ended).toArray(CompletableFuture[]::new))
                .thenApply(StackException.class::cast);
    }

    void stop() throws IOException {
        var deadline = System.nanoTime() + STOP_BOUND.toNanos();
        for (var process : List.copyOf(processes)) {
            process.askToStop();
        }
        for (var process : List.copyOf(processes)) {
            process.awaitEnd(deadline);
        }
    }
}
