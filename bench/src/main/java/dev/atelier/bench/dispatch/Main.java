package dev.atelier.bench.dispatch;

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
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/dispatch}: the dispatch stream alone, on servers of its own that end with it. */
@Command(
        name = "bench/dispatch",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Measures the dispatch stream alone, from a submit to its job; then with others that wait in line.")
public final class Main implements Callable<Integer> {
    @Option(names = "--servers", required = true, description = "Folder of the built servers.")
    private Path servers = Path.of("");

    @Option(names = "--heap", defaultValue = "512m", description = "Most heap of the dispatch process.")
    private String heap = "512m";

    @Option(names = "--rate", defaultValue = "200", description = "Generations a second where latency is measured.")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "How long latency is measured.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "30", description = "Seconds at the same rate before that.")
    private int warmUp;

    @Option(names = "--flood", defaultValue = "20", description = "Seconds for which throughput is measured.")
    private int flood;

    @Option(names = "--open", defaultValue = "500", description = "Most submits whose job is not there, in a flood.")
    private int open;

    @Option(
            names = "--parked",
            defaultValue = "100000",
            split = ",",
            description = "How many wait in line; of several numbers one after the other.")
    private List<Integer> parked = List.of();

    @Option(names = "--projects", defaultValue = "1000", description = "Whose they are.")
    private int projects;

    @Option(
            names = "--behind",
            defaultValue = "ACCOUNT",
            description = "What holds them back: ${COMPLETION-CANDIDATES}.")
    private Obstacle obstacle = Obstacle.ACCOUNT;

    @Option(
            names = "--restarts",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether it is killed and started again at each number; without, those columns are empty.")
    private boolean restarts;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (var scratch = Scratch.create("bench-dispatch-");
                var stack = EmbeddedStack.start(
                        StackConfig.of(scratch.folder().resolve("servers"), servers), Progress.silent());
                var market = new Market(stack.endpoints());
                var worker = new NullWorker(market);
                var instance = new Instance(stack.endpoints(), scratch.folder().resolve("one"), heap);
                var spare = new Instance(stack.endpoints(), scratch.folder().resolve("two"), heap)) {
            obstacle.define(market, projects);
            measure(new Bench(instance, spare, new Load(market, worker)));
        }
        return 0;
    }

    private void measure(Bench bench) throws IOException, InterruptedException, TimeoutException {
        System.out.printf(
                Locale.ROOT,
                "started on nothing: every task at work and the first job after %s s%n",
                start(bench.start()));
        bench.latency(rate, Duration.ofSeconds(warmUp));
        var most = bench.throughput(open, Duration.ofSeconds(warmUp), Duration.ofSeconds(flood));
        System.out.printf(
                Locale.ROOT,
                "%.0f jobs a second for %d s, %d open; %.2f ms of dispatch's processor time each%n",
                most.perSecond(),
                flood,
                open,
                most.processorTimeEach().toNanos() / 1e6);
        System.out.printf(
                Locale.ROOT,
                "behind %s, of %d projects; %d/s for %d s; s to every task at work and to the first job%n",
                obstacle,
                projects,
                rate,
                seconds);
        System.out.printf(
                Locale.ROOT,
                "%9s %8s | %7s %7s %7s %7s | %8s %8s %9s | %15s %15s %9s%n",
                "parked",
                "in s",
                "p50 ms",
                "p95",
                "p99",
                "max",
                "heap MiB",
                "resident",
                "idle ms/s",
                "kill -9",
                "elsewhere",
                "fail-over");
        int before = 0;
        for (int count : Stream.concat(Stream.of(0), parked.stream()).distinct().toList()) {
            row(bench, count, bench.park(count - before, projects));
            before = count;
        }
    }

    private void row(Bench bench, int count, Duration parking)
            throws IOException, InterruptedException, TimeoutException {
        bench.latency(rate, Duration.ofSeconds(warmUp));
        var took = bench.latency(rate, Duration.ofSeconds(seconds));
        var rest = bench.rest();
        System.out.printf(
                Locale.ROOT,
                "%9d %8.0f | %7.1f %7.1f %7.1f %7.1f | %8d %8d %9.0f | %15s %15s %9s%n",
                count,
                parking.toMillis() / 1e3,
                took.getValueAtPercentile(50) / 1e6,
                took.getValueAtPercentile(95) / 1e6,
                took.getValueAtPercentile(99) / 1e6,
                took.getMaxValue() / 1e6,
                rest.heapBytes() >> 20,
                rest.residentBytes() >> 20,
                rest.processorTimePerSecond().toNanos() / 1e6,
                restarts ? start(bench.startAfterKill()) : "",
                restarts ? start(bench.startElsewhere()) : "",
                restarts ? "%.1f".formatted(bench.failOver().toMillis() / 1e3) : "");
    }

    private static String start(Bench.Start start) {
        return String.format(
                Locale.ROOT,
                "%.1f and %.1f",
                start.running().toMillis() / 1e3,
                start.firstJob().toMillis() / 1e3);
    }
}
