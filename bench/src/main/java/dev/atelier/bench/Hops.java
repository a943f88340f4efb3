package dev.atelier.bench;

import dev.atelier.event.GenerationResult;
import dev.atelier.event.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long each hop took, as histograms. The inner hops have the millisecond steps of the records' timestamps. */
final class Hops {
    private static final String ACCEPT = "POST to 202";
    private static final String WHOLE = "submit to result seen";

    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private long failed;

    synchronized void reset() {
        histograms.clear();
        failed = 0;
    }

    synchronized void accepted(long nanos) {
        record(ACCEPT, nanos);
    }

    synchronized void finished(GenerationResult result, long nanos, Instant seen, boolean succeeded) {
        Timings timings = result.getTimings();
        failed += succeeded ? 0 : 1;
        Optional<Instant> requested = Optional.of(timings.getRequestedAt());
        hop("requests topic and admission", requested, timings.getAdmittedAt());
        hop("admitted topic and scheduling", timings.getAdmittedAt(), timings.getDispatchedAt());
        hop("job topic and take", timings.getDispatchedAt(), timings.getTakenAt());
        hop("provider and report", timings.getTakenAt(), timings.getReportedAt());
        hop("reports topic and scheduling", timings.getReportedAt(), timings.getDecidedAt());
        hop("outcomes topic and store", timings.getDecidedAt(), timings.getStoredAt());
        hop("results topic", timings.getStoredAt(), Optional.of(seen));
        record(WHOLE, nanos);
    }

    synchronized String table() {
        var table = new StringBuilder("%-32s %8s %8s %8s %8s%n".formatted("hop, ms", "p50", "p95", "p99", "max"));
        histograms.forEach((name, histogram) -> table.append("%-32s %8s %8s %8s %8s%n"
                .formatted(
                        name,
                        millis(histogram.getValueAtPercentile(50)),
                        millis(histogram.getValueAtPercentile(95)),
                        millis(histogram.getValueAtPercentile(99)),
                        millis(histogram.getMaxValue()))));
        long finished = Optional.ofNullable(histograms.get(WHOLE))
                .map(Histogram::getTotalCount)
                .orElse(0L);
        return table.append("%d finished, %d of them not as a success%n".formatted(finished, failed))
                .toString();
    }

    private void hop(String name, Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent()) {
            record(name, Duration.between(from.get(), to.get()).toNanos());
        }
    }

    private void record(String name, long nanos) {
        histograms
                .computeIfAbsent(name, _ -> new Histogram(TimeUnit.MINUTES.toNanos(5), 3))
                .recordValue(Math.clamp(nanos, 0, TimeUnit.MINUTES.toNanos(5)));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }
}
