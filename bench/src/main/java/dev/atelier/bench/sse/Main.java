package dev.atelier.bench.sse;

import dev.atelier.bench.process.EdgeProcess;
import dev.atelier.bench.process.Scratch;
import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.Progress;
import dev.atelier.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/sse}: clients of live events on one instance of the edge, on servers of its own that end with it. */
@Command(
        name = "bench/sse",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures how soon clients hear of an end, each of its own and all of each, and what they cost.")
public final class Main implements Callable<Integer> {
    @Option(names = "--servers", required = true, description = "Folder of the built servers.")
    private Path servers = Path.of("");

    @Option(names = "--heap", defaultValue = "512m", description = "Most heap of the edge.")
    private String heap = "512m";

    @Option(names = "--clients", defaultValue = "5000", description = "How many clients.")
    private int clients;

    @Option(names = "--rate", defaultValue = "200", description = "Generations that end a second.")
    private int rate;

    @Option(names = "--progress", defaultValue = "200", description = "Progress a second, beside that.")
    private int progress;

    @Option(names = "--idle", defaultValue = "35", description = "Seconds in which nothing happens, at first.")
    private int idle;

    @Option(
            names = "--all",
            defaultValue = "10",
            description = "Ends of which all clients are told; one in two seconds.")
    private int all;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (var scratch = Scratch.create("bench-sse-");
                var stack = EmbeddedStack.start(
                        StackConfig.of(scratch.folder().resolve("servers"), servers), Progress.silent());
                var edge = new EdgeProcess(stack.endpoints(), scratch.folder(), heap)) {
            edge.awaitReady();
            try (var announcer = new Announcer(stack.endpoints())) {
                System.out.printf(
                        Locale.ROOT,
                        "%d clients, %d ends and %d of progress a second%n%-26s %8s | %7s %7s %7s %7s | %8s %8s %9s%n",
                        clients,
                        rate,
                        progress,
                        "",
                        "open s",
                        "p50 ms",
                        "p95",
                        "p99",
                        "max",
                        "heap MiB",
                        "resident",
                        "idle ms/s");
                // The first time the code is not compiled yet.
                ofItsOwn(edge, announcer, "warm-up, each its own", 0);
                ofItsOwn(edge, announcer, "each its own", idle);
                ofAll(edge, announcer);
            }
        }
        return 0;
    }

    /** Each client follows a generation of its own. */
    private void ofItsOwn(EdgeProcess edge, Announcer announcer, String what, int rest)
            throws IOException, InterruptedException, TimeoutException {
        List<String> ids = announcer.begin(clients);
        var hearing = new Hearing(clients);
        var paths = ids.stream().map("/v1/generations/%s/events"::formatted).toList();
        long begin = System.nanoTime();
        try (var audience = new Audience(edge.port(), EdgeProcess.KEY, paths, hearing::heard)) {
            audience.awaitOpen();
            long opened = System.nanoTime() - begin;
            Cost cost = rest(edge, rest);
            announce(announcer, ids, hearing);
            row(what, opened, hearing.all(), cost);
        }
    }

    /** All clients follow all that happens. */
    private void ofAll(EdgeProcess edge, Announcer announcer)
            throws IOException, InterruptedException, TimeoutException {
        List<String> ids = announcer.begin(all);
        var hearing = new Hearing(clients * all);
        long begin = System.nanoTime();
        var paths = Collections.nCopies(clients, "/v1/events?type=succeeded");
        try (var audience = new Audience(edge.port(), EdgeProcess.KEY, paths, hearing::heard)) {
            audience.awaitOpen();
            long opened = System.nanoTime() - begin;
            Cost cost = rest(edge, 0);
            for (String id : ids) {
                announcer
                        .end(id)
                        .thenRun(() -> hearing.announced(id, System.nanoTime()))
                        .join();
                Thread.sleep(Duration.ofSeconds(2));
            }
            row("each of all", opened, hearing.all(), cost);
        }
    }

    /** What the edge holds with all clients there, and uses while nothing happens. */
    private record Cost(long heapBytes, long residentBytes, Duration processorTimePerSecond) {}

    private static Cost rest(EdgeProcess edge, int seconds) throws IOException, InterruptedException {
        long heap = edge.process().heapInUse();
        Duration before = edge.process().processorTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        Duration used = edge.process().processorTime().minus(before);
        return new Cost(heap, edge.process().resident(), used.dividedBy(Math.max(1, seconds)));
    }

    /** At the rate, with progress of those that go on between. */
    private void announce(Announcer announcer, List<String> ids, Hearing hearing) {
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        long due = System.nanoTime();
        double steps = 0;
        for (int number = 0; number < ids.size(); number++) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            String id = ids.get(number);
            var _ = announcer.end(id).thenRun(() -> hearing.announced(id, System.nanoTime()));
            for (steps += (double) progress / rate; steps >= 1; steps--) {
                announcer.progress(ids.get(Math.max(number, ids.size() - 1 - number / 2)), 0.5);
            }
            due += gap;
        }
    }

    private static void row(String what, long opened, Histogram took, Cost cost) {
        System.out.printf(
                Locale.ROOT,
                "%-26s %8.1f | %7.1f %7.1f %7.1f %7.1f | %8d %8d %9.0f%n",
                what,
                opened / 1e9,
                took.getValueAtPercentile(50) / 1e6,
                took.getValueAtPercentile(95) / 1e6,
                took.getValueAtPercentile(99) / 1e6,
                took.getMaxValue() / 1e6,
                cost.heapBytes() >> 20,
                cost.residentBytes() >> 20,
                cost.processorTimePerSecond().toNanos() / 1e6);
    }
}
