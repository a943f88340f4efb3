package dev.atelier.cli.whole;

import dev.atelier.cli.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A vendor that charges for each submit, in the dialect of Replicate: it notes who asked how often. Thread-safe. */
final class PaidVendor implements AutoCloseable {
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    /** Between taking a job and saying so. */
    private static final int LONGEST_SILENCE_MILLIS = 500;

    private static final String PREDICTIONS = "/v1/predictions/";

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Integer> submits = new ConcurrentHashMap<>();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final byte[] picture = picture();

    PaidVendor() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    /** Where its API begins. */
    String baseUrl() {
        return server.url("/v1").toString();
    }

    /** How often each prompt was submitted. */
    Map<String, Integer> submits() {
        return Map.copyOf(submits);
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (request.getMethod().equals("POST") && path.equals("/v1/models/it/paid/predictions")) {
            return take(request);
        }
        if (path.startsWith("/out/")) {
            return new MockResponse.Builder().body(new Buffer().write(picture)).build();
        }
        String id = path.startsWith(PREDICTIONS) ? path.substring(PREDICTIONS.length()) : "";
        return begun.containsKey(id)
                ? stand(id)
                : new MockResponse.Builder().code(404).body("{}").build();
    }

    private MockResponse take(RecordedRequest request) {
        var body = Json.read(request.getBody().toByteArray());
        submits.merge(body.at("/input/prompt").asString(), 1, Integer::sum);
        String id = "p" + ids.incrementAndGet();
        begun.put(id, System.nanoTime());
        return new MockResponse.Builder()
                .code(201)
                .body("{\"id\": \"%s\", \"status\": \"starting\"}".formatted(id))
                .headersDelay(ThreadLocalRandom.current().nextInt(LONGEST_SILENCE_MILLIS), TimeUnit.MILLISECONDS)
                .build();
    }

    private MockResponse stand(String id) {
        boolean done = System.nanoTime() - begun.get(id) >= WORK_NANOS;
        String body = done
                ? "{\"id\": \"%s\", \"status\": \"succeeded\", \"output\": \"%s\"}"
                        .formatted(id, server.url("/out/" + id))
                : "{\"id\": \"%s\", \"status\": \"processing\"}".formatted(id);
        return new MockResponse.Builder().body(body).build();
    }

    private static byte[] picture() {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
