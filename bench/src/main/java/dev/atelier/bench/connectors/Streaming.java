package dev.atelier.bench.connectors;

import dev.atelier.bench.process.JavaProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** A connector that carries large pictures from the vendor to the object store. */
final class Streaming {
    private static final Duration TO_END = Duration.ofMinutes(2);

    private final Desk desk;
    private final Reports reports;
    private final JavaProcess connector;

    Streaming(Desk desk, Reports reports, JavaProcess connector) {
        this.desk = desk;
        this.reports = reports;
        this.connector = connector;
    }

    static String head() {
        return line(
                "asked/s",
                "done/s",
                "open",
                "ended ms",
                "p99",
                "ms each",
                "heap before",
                "after",
                "RSS before",
                "after",
                "most");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%8s %7s %6s | %9s %7s | %8s | %11s %6s | %11s %6s %6s%n", cells);
    }

    /** So many a second for {@code warmUp}, and then for {@code duration}, in which they are measured. */
    String row(int perSecond, Duration warmUp, Duration duration) throws Exception {
        carry(perSecond, warmUp);
        reports.awaitOpen(reports.waiting(), TO_END);
        long heapBefore = connector.heapInUse();
        long residentBefore = connector.resident();
        var processorTime = connector.processorTime();
        long from = System.nanoTime();
        var figures = reports.begin();
        carry(perSecond, duration);
        int open = reports.open() - reports.waiting();
        reports.awaitOpen(reports.waiting(), TO_END);
        double seconds = (System.nanoTime() - from) / 1e9;
        double busy = connector.processorTime().minus(processorTime).toMillis();
        long residentAfter = connector.resident();
        if (figures.failed().get() > 0) {
            throw new IOException("%d jobs failed".formatted(figures.failed().get()));
        }
        long done = figures.ended().getTotalCount();
        return line(
                perSecond,
                text(done / seconds),
                open,
                figures.ended().getValueAtPercentile(50),
                figures.ended().getValueAtPercentile(99),
                text(busy / done),
                heapBefore >> 20,
                connector.heapInUse() >> 20,
                residentBefore >> 20,
                residentAfter >> 20,
                connector.mostResident() >> 20);
    }

    private void carry(int perSecond, Duration duration) {
        Pace.keep(
                perSecond,
                duration.toSeconds() * perSecond,
                () -> desk.send(Work.PICTURE, sent -> reports.expect(sent, false)));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
