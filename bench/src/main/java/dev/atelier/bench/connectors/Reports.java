package dev.atelier.bench.connectors;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.platform.kafka.TopicTail;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Reads what the connector reports, as dispatch does, and measures: from a job's sending to the report that it is taken, from
 * there to its end, and from report to report of those that wait. Times in milliseconds. Thread-safe.
 */
final class Reports implements AutoCloseable {
    private static final long LONGEST = TimeUnit.HOURS.toMillis(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final TopicTail<String, JobReport> tail;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Figures figures = new Figures();

    /** A job that has not ended. */
    private static final class Open {
        private final long sentAt;
        private final boolean waits;
        /** Written by the tail alone. */
        private volatile long heardAt;

        Open(long sentAt, boolean waits) {
            this.sentAt = sentAt;
            this.waits = waits;
        }
    }

    /**
     * What was measured in one stretch of time.
     *
     * @param taken    from sending a job to its first report, by the worker's clock, which is ours
     * @param ended    from sending a job to its end
     * @param silences between two reports about one job that waits, as they were read
     * @param failed   jobs that failed
     */
    record Figures(Histogram taken, Histogram ended, Histogram silences, AtomicInteger failed) {
        Figures() {
            this(histogram(), histogram(), histogram(), new AtomicInteger());
        }

        private static Histogram histogram() {
            return new ConcurrentHistogram(LONGEST, 3);
        }
    }

    Reports(Desk desk) {
        tail = new TopicTail<>(desk.kafka(), desk.kafka().topics().reports(), TopicTail.Start.LATEST, (_, report) -> {
            if (report != null) {
                hear(report);
            }
        });
    }

    /** The job is about to be sent. */
    void expect(GenerationJob job, boolean waits) {
        open.put(job.getGenerationId(), new Open(job.getDispatchedAt().toEpochMilli(), waits));
    }

    private void hear(JobReport report) {
        var job = open.get(report.getGenerationId());
        if (job == null) {
            return;
        }
        long now = System.currentTimeMillis();
        switch (report.getKind()) {
            case TAKEN -> record(figures.taken(), report.getReportedAt().toEpochMilli() - job.sentAt);
            case SUCCEEDED -> end(report, now - job.sentAt);
            case FAILED, CANCELED -> {
                figures.failed().incrementAndGet();
                end(report, now - job.sentAt);
            }
            case UNKNOWN, SUBMITTING, SUBMITTED, PROGRESSED, LEASE_ENDED -> {}
        }
        if (job.waits) {
            if (job.heardAt > 0) {
                record(figures.silences(), now - job.heardAt);
            } else {
                waiting.incrementAndGet();
            }
            job.heardAt = now;
        }
    }

    private void end(JobReport report, long took) {
        record(figures.ended(), took);
        open.remove(report.getGenerationId());
    }

    private static void record(Histogram histogram, long millis) {
        histogram.recordValue(Math.clamp(millis, 0, LONGEST));
    }

    /** What is reported from now on counts by itself. */
    Figures begin() {
        var begun = new Figures();
        figures = begun;
        return begun;
    }

    /** How long ago the job that waits was heard of, of which nothing was heard for longest; in milliseconds. */
    long oldest() {
        long now = System.currentTimeMillis();
        return open.values().stream()
                .filter(job -> job.waits && job.heardAt > 0)
                .mapToLong(job -> now - job.heardAt)
                .max()
                .orElse(0);
    }

    /** Jobs that wait and were heard of. */
    int waiting() {
        return waiting.get();
    }

    /** Jobs that were sent and have not ended, those that wait included. */
    int open() {
        return open.size();
    }

    /** Returns when no more than {@code jobs} have not ended. */
    void awaitOpen(int jobs, Duration longest) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + longest.toNanos();
        while (open.size() > jobs) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("%d jobs have not ended within %s".formatted(open.size(), longest));
            }
            Thread.sleep(LOOK);
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
