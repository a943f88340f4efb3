package dev.atelier.bench;

import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Submits at a steady rate whether or not answers come, and counts each latency from the moment the request was due, so
 * that a stall is not hidden by the requests it kept from being sent.
 */
final class Load implements AutoCloseable {
    private final Target target;
    private final String size;
    private final Results results;
    private final HttpClient client;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger refused = new AtomicInteger();
    private int sent;

    Load(Target target, String size, Results results) {
        this.target = target;
        this.size = size;
        this.results = results;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    void run(int rate, Duration duration) {
        run(rate, duration, () -> true);
    }

    /** Until {@code goesOn} says no, but no longer than {@code longest}. */
    void run(int rate, Duration longest, BooleanSupplier goesOn) {
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        long due = System.nanoTime();
        for (long left = longest.toNanos() / gap; left > 0 && goesOn.getAsBoolean(); left--) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long wasDue = due;
            int number = sent++;
            executor.execute(() -> submit(number, wasDue));
            due += gap;
        }
    }

    int refused() {
        return refused.get();
    }

    private void submit(int number, long due) {
        String body = """
                {"model": "atelier/sketch", "priority": "interactive",
                 "input": {"prompt": "a red fox, number %d", "seed": %d, "size": "%s"}}
                """.formatted(number, number, size);
        var request = HttpRequest.newBuilder(target.api().resolve("/v1/generations"))
                .header("x-api-key", target.apiKey())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 202) {
                String id = Json.MAPPER.readTree(response.body()).required("id").asString();
                results.accepted(id, due, System.nanoTime());
            } else {
                refused.incrementAndGet();
            }
        } catch (IOException e) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        executor.close();
        client.close();
    }
}
