package dev.atelier.bench;

import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/load}: an open-loop load on the Atelier that runs on a data folder. */
@Command(
        name = "bench/load",
        mixinStandardHelpOptions = true,
        description = "Submits generations at a steady rate and prints percentiles of each hop.")
public final class Main implements Callable<Integer> {
    /** How often a batch is asked whether it is over. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Option(names = "--data", defaultValue = ".atelier", description = "Data folder of the running Atelier.")
    private Path data = Path.of(".atelier");

    @Option(names = "--rate", defaultValue = "50", description = "Generations a second.")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "How long it is measured.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds at the same rate before that.")
    private int warmUp;

    @Option(names = "--size", defaultValue = "64x64", description = "Size of the pictures.")
    private String size = "64x64";

    @Option(
            names = "--batch",
            defaultValue = "0",
            description =
                    "Then measures the same load beside a batch of so many, for as long as that runs. 0: does not.")
    private int batch;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var endpoints = Json.MAPPER.readTree(data.resolve("endpoints.json").toFile());
        var target = new Target(
                URI.create(endpoints.required("api").asString()),
                Files.readString(data.resolve("api-key")).strip(),
                endpoints.required("kafka").asString(),
                URI.create(endpoints.required("registry").asString()));
        var hops = new Hops();
        try (var results = new Results(target, hops);
                var load = new Load(target, size, results)) {
            load.run(rate, Duration.ofSeconds(warmUp));
            if (batch > 0) {
                var _ = beside(target, load);
            }
            results.awaitAll();
            hops.reset();
            load.run(rate, Duration.ofSeconds(seconds));
            results.awaitAll();
            System.out.printf("%d/s for %d s, %s pictures%n%s", rate, seconds, size, hops.table());
            if (batch > 0) {
                hops.reset();
                BackgroundBatch ended = beside(target, load);
                results.awaitAll();
                System.out.printf(
                        "%n%d/s beside a batch of %d, which took %.1f s, %d of it succeeded%n%s",
                        rate, batch, ended.took().toMillis() / 1e3, ended.succeeded(), hops.table());
            }
            return results.missing() == 0 && load.refused() == 0 ? 0 : 1;
        }
    }

    /** Puts the load on while a batch runs, which has ended then. */
    private BackgroundBatch beside(Target target, Load load) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient();
                var watching = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = BackgroundBatch.begin(target, client, batch, size);
            var over = watching.submit(() -> {
                while (!running.isOver()) {
                    Thread.sleep(LOOK);
                }
                return running;
            });
            load.run(rate, LONGEST, () -> !over.isDone());
            return over.get();
        } catch (ExecutionException e) {
            throw new IOException("the batch could not be followed", e.getCause());
        }
    }
}
