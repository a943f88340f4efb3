package dev.atelier.bench.manifests;

import dev.atelier.bench.process.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** So many clients, each of which asks for a manifest, waits for its end and asks for the next. */
final class Run {
    private final Readers readers;
    private final int port;
    private final String image;
    private final AtomicInteger shelf;
    private final Histogram took = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, Integer> read = new ConcurrentHashMap<>();
    private double seconds;

    /** Counts shelves on from {@code shelf}. */
    Run(Readers readers, int port, String image, AtomicInteger shelf) {
        this.readers = readers;
        this.port = port;
        this.image = image;
        this.shelf = shelf;
    }

    /** Returns when the last one has ended. */
    Run measure(int clients, Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                executor.execute(() -> readOn(end));
            }
        }
        seconds = (System.nanoTime() - begin) / 1e9;
        return this;
    }

    private void readOn(long end) {
        try (var connection = new Connection(port)) {
            while (System.nanoTime() < end) {
                read(connection);
            }
        } catch (IOException _) {
            failures.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Connection connection) throws IOException, InterruptedException {
        int number = shelf.incrementAndGet();
        long begin = System.nanoTime();
        String id = readers.submit(connection, number, image);
        if (id.isEmpty() || !readers.succeeds(id)) {
            failures.incrementAndGet();
            return;
        }
        took.recordValue(System.nanoTime() - begin);
        read.put(id, number);
    }

    /** The shelves that were read, by the ids of their generations. */
    Map<String, Integer> shelves() {
        return Map.copyOf(read);
    }

    int failures() {
        return failures.get();
    }

    double perMinute() {
        return read.size() * 60 / seconds;
    }

    double millis(double percentile) {
        return took.getValueAtPercentile(percentile) / 1e6;
    }
}
