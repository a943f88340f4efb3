package dev.atelier.bench.edge;

import dev.atelier.bench.process.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients of one instance of the edge, each on a connection of its own. */
final class Callers implements AutoCloseable {
    private final List<Connection> connections = new ArrayList<>();

    Callers(int count, int port) throws IOException {
        for (int number = 0; number < count; number++) {
            connections.add(new Connection(port));
        }
    }

    /** One call; whether it was answered as it should be. */
    @FunctionalInterface
    interface Call {
        boolean isAnswered(Connection connection) throws IOException;
    }

    /** Each asks again as soon as it is answered. */
    Measured asFastAsTheyCan(Duration time, Call call) {
        var measured = new Measured();
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Connection connection : connections) {
                executor.execute(() -> {
                    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                        call(connection, call, now, measured);
                    }
                });
            }
        }
        return measured;
    }

    /** So many a second, whether or not answers come; a latency is counted from when the call was due. */
    Measured steadily(int rate, Duration time, Call call) {
        var measured = new Measured();
        BlockingQueue<Connection> free = new LinkedBlockingQueue<>(connections);
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (long due = begin; due < begin + time.toNanos(); due += gap) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                long wasDue = due;
                executor.execute(() -> {
                    try {
                        Connection connection = free.take();
                        call(connection, call, wasDue, measured);
                        free.add(connection);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        return measured;
    }

    private static void call(Connection connection, Call call, long since, Measured measured) {
        try {
            if (call.isAnswered(connection)) {
                measured.took(System.nanoTime() - since);
            } else {
                measured.failed();
            }
        } catch (IOException _) {
            measured.failed();
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
