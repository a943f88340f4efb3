package dev.atelier.bench.edge;

import dev.atelier.bench.process.Connection;
import dev.atelier.bench.process.EdgeProcess;
import dev.atelier.bench.process.Scratch;
import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.Progress;
import dev.atelier.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/edge}: one instance of the edge, on servers of its own that end with it. */
@Command(
        name = "bench/edge",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures how fast requests are accepted, acknowledged by the log, and how fast one is told of.")
public final class Main implements Callable<Integer> {
    private static final int STORED = 2_000;

    @Option(names = "--servers", required = true, description = "Folder of the built servers.")
    private Path servers = Path.of("");

    @Option(names = "--heap", defaultValue = "768m", description = "Most heap of the edge.")
    private String heap = "768m";

    @Option(names = "--rate", defaultValue = "200", description = "Requests a second, where the pace is steady.")
    private int rate;

    @Option(names = "--callers", defaultValue = "64", description = "Connections that ask as fast as they can.")
    private int count;

    @Option(names = "--seconds", defaultValue = "20", description = "How long each is measured.")
    private int seconds;

    private final AtomicInteger number = new AtomicInteger();

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (var scratch = Scratch.create("bench-edge-");
                var stack = EmbeddedStack.start(
                        StackConfig.of(scratch.folder().resolve("servers"), servers), Progress.silent());
                var edge = new EdgeProcess(stack.endpoints(), scratch.folder(), heap)) {
            edge.awaitReady();
            List<String> ended = Ended.store(stack.endpoints(), scratch.folder(), STORED);
            try (var callers = new Callers(count, edge.port())) {
                measure(edge, callers, ended);
            }
        }
        return 0;
    }

    private void measure(EdgeProcess edge, Callers callers, List<String> ended) throws IOException {
        Duration time = Duration.ofSeconds(seconds);
        System.out.printf(
                Locale.ROOT,
                "%-40s %8s | %7s %7s %7s %7s | %6s %11s%n",
                "",
                "a second",
                "p50 ms",
                "p95",
                "p99",
                "max",
                "failed",
                "edge CPU ms");
        row(edge, "warm-up: accept", () -> callers.asFastAsTheyCan(time, this::isAccepted));
        row(edge, "accept, %d a second".formatted(rate), () -> callers.steadily(rate, time, this::isAccepted));
        row(edge, "accept, %d callers".formatted(count), () -> callers.asFastAsTheyCan(time, this::isAccepted));
        // Only now: with nobody to run them, those before are more than the edge keeps in sight.
        String waits = accept(new Connection(edge.port()));
        row(edge, "warm-up: get", () -> callers.asFastAsTheyCan(time, connection -> isFound(connection, waits)));
        row(
                edge,
                "get one that waits, %d callers".formatted(count),
                () -> callers.asFastAsTheyCan(time, connection -> isFound(connection, waits)));
        row(
                edge,
                "get one that has ended, %d callers".formatted(count),
                () -> callers.asFastAsTheyCan(time, connection -> isFound(connection, any(ended))));
    }

    @FunctionalInterface
    private interface Run {
        Measured run();
    }

    private static void row(EdgeProcess edge, String what, Run run) {
        Duration before = edge.process().processorTime();
        long begin = System.nanoTime();
        Measured measured = run.run();
        double took = (System.nanoTime() - begin) / 1e9;
        Duration used = edge.process().processorTime().minus(before);
        System.out.printf(
                Locale.ROOT,
                "%-40s %8.0f | %7.1f %7.1f %7.1f %7.1f | %6d %11.2f%n",
                what,
                measured.count() / took,
                measured.millis(50),
                measured.millis(95),
                measured.millis(99),
                measured.millis(100),
                measured.failures(),
                used.toNanos() / 1e6 / Math.max(1, measured.count()));
    }

    private boolean isAccepted(Connection connection) throws IOException {
        return post(connection).status() == 202;
    }

    /** The id of one that is accepted; nothing runs it here. */
    private String accept(Connection connection) throws IOException {
        try (connection) {
            var reply = post(connection);
            return reply.text().replaceFirst("(?s).*?\"id\": ?\"([^\"]+)\".*", "$1");
        }
    }

    private Connection.Reply post(Connection connection) throws IOException {
        int next = number.incrementAndGet();
        return connection.send("POST", "/v1/generations", EdgeProcess.KEY, """
                {"model": "atelier/sketch", "input": {"prompt": "a red fox, number %d", "seed": %d}}
                """.formatted(next, next));
    }

    private static boolean isFound(Connection connection, String id) throws IOException {
        return connection
                        .send("GET", "/v1/generations/" + id, EdgeProcess.KEY, "")
                        .status()
                == 200;
    }

    private static String any(List<String> ids) {
        return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }
}
