package dev.atelier.bench.connectors;

import dev.atelier.bench.process.JavaProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** A connector that has many jobs in hand at a vendor that does not finish: what they cost, and how soon others are taken. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** Of jobs that wait, until all of them do. */
    private static final int SENT_PER_SECOND = 200;

    /** Of jobs that come while others wait. */
    private static final int NEW_PER_SECOND = 20;

    private static final Duration TO_END = Duration.ofMinutes(1);

    private final Desk desk;
    private final Reports reports;
    private final VendorProcess vendor;
    private final JavaProcess connector;

    Waiting(Desk desk, Reports reports, VendorProcess vendor, JavaProcess connector) {
        this.desk = desk;
        this.reports = reports;
        this.vendor = vendor;
        this.connector = connector;
    }

    static String head() {
        return line(
                "waiting",
                "in s",
                "taken ms",
                "p99",
                "max",
                "silence s",
                "p99",
                "max",
                "RSS MiB",
                "most",
                "heap MiB",
                "ms/s",
                "asked/s");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%12s %6s | %8s %6s %6s | %9s %6s %6s | %7s %6s %8s | %6s %7s%n", cells);
    }

    /** So many jobs of the kind {@code work} wait, then it is measured for {@code duration}, after {@code rest}. */
    String row(Work work, int jobs, Duration rest, Duration duration) throws Exception {
        desk.send(Work.QUICK, sent -> reports.expect(sent, false));
        reports.awaitOpen(0, TO_END);
        long begin = System.nanoTime();
        Pace.keep(SENT_PER_SECOND, jobs, () -> desk.send(work, sent -> reports.expect(sent, true)));
        connector.await(() -> areWaiting(work, jobs), LOOK);
        double took = (System.nanoTime() - begin) / 1e9;
        take(rest);
        var processorTime = connector.processorTime();
        long asked = vendor.numbers().questions();
        long from = System.nanoTime();
        var figures = reports.begin();
        take(duration);
        double seconds = (System.nanoTime() - from) / 1e9;
        double busy = connector.processorTime().minus(processorTime).toMillis() / seconds;
        double questions = (vendor.numbers().questions() - asked) / seconds;
        long oldest = reports.oldest();
        reports.awaitOpen(reports.waiting(), TO_END);
        if (figures.failed().get() > 0) {
            throw new IOException("%d jobs failed".formatted(figures.failed().get()));
        }
        return line(
                jobs + " " + work,
                text("%.0f", took),
                figures.taken().getValueAtPercentile(50),
                figures.taken().getValueAtPercentile(99),
                figures.taken().getMaxValue(),
                text("%.1f", figures.silences().getValueAtPercentile(50) / 1e3),
                text("%.1f", figures.silences().getValueAtPercentile(99) / 1e3),
                text("%.1f", Math.max(oldest, figures.silences().getMaxValue()) / 1e3),
                connector.resident() >> 20,
                connector.mostResident() >> 20,
                connector.heapInUse() >> 20,
                text("%.0f", busy),
                text("%.0f", questions));
    }

    private boolean areWaiting(Work work, int jobs) throws IOException, InterruptedException {
        return reports.waiting() >= jobs
                && (work != Work.HELD || vendor.numbers().waiting() >= jobs);
    }

    /** New jobs come all the while. */
    private void take(Duration duration) {
        Pace.keep(
                NEW_PER_SECOND,
                duration.toSeconds() * NEW_PER_SECOND,
                () -> desk.send(Work.QUICK, sent -> reports.expect(sent, false)));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
