package dev.atelier.ingest.operations;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.ingest.http.Traffic;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What this instance measures: requests by route, method and status; the lines of accounts, as dispatch last told them; and its
 * JVM. Accounts are named, a project's own among them; ids and whatever clients say are not. Thread-safe.
 */
public final class Metrics implements Traffic, AutoCloseable {
    private static final Duration[] BOUNDS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Supplier<Collection<LineReported>> lines;
    private final MultiGauge running;
    private final MultiGauge slots;
    private final MultiGauge waiting;

    /** {@code lines} is how each account stands. */
    public Metrics(Supplier<Collection<LineReported>> lines) {
        this.lines = requireNonNull(lines);
        running = gauge("atelier.account.running", "Generations that run at the account.");
        slots = gauge("atelier.account.slots", "Generations that may run at the account at once.");
        waiting = gauge("atelier.account.waiting", "Generations that wait for the account, by lane.");
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    @Override
    public void answered(String method, String path, int status, Duration took) {
        Timer.builder("http.server.requests")
                .description("Requests that were answered, but for streams.")
                .serviceLevelObjectives(BOUNDS)
                .tags("method", method, "uri", path, "status", Integer.toString(status))
                .register(registry)
                .record(took);
    }

    /** All of them, in the text that is media type {@code type}. */
    String scrape(String type) {
        Collection<LineReported> now = lines.get();
        running.register(rows(now, LineReported::getRunning), true);
        slots.register(rows(now, LineReported::getSlots), true);
        waiting.register(now.stream().flatMap(Metrics::waiting).toList(), true);
        return registry.scrape(type);
    }

    private static List<Row<?>> rows(Collection<LineReported> lines, Function<LineReported, Integer> number) {
        return lines.stream()
                .<Row<?>>map(line -> Row.of(tags(line), number.apply(line)))
                .toList();
    }

    private static Stream<Row<?>> waiting(LineReported line) {
        return line.getLanes().stream().map(lane -> Row.of(tags(line).and("lane", word(lane)), lane.getWaiting()));
    }

    private static String word(LaneReported lane) {
        return lane.getLane().name().toLowerCase(Locale.ROOT);
    }

    private static Tags tags(LineReported line) {
        return Tags.of("account", line.getAccount(), "provider", line.getProvider());
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
