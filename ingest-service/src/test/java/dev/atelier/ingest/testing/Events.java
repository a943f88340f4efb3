package dev.atelier.ingest.testing;

import dev.atelier.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** One client of a stream of server-sent events, which reads all that comes. */
public final class Events implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long BOUND_SECONDS = 20;
    private static final Event END = new Event("", "", Json.MAPPER.nullNode());

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile String lastId = "";

    /** One event. */
    public record Event(String id, String name, JsonNode data) {
        /** The text at a path of names divided by dots. */
        public String text(String path) {
            return data.at("/" + path.replace('.', '/')).asString("");
        }
    }

    private Events(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    /** Begins to read {@code path} of the edge at {@code port}; returns once the head of the answer is there. */
    public static Events open(int port, Optional<String> key, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
        key.ifPresent(value -> request.header("x-api-key", value));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Events(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of the answer. */
    public int status() {
        return response.statusCode();
    }

    /** The first value of a header, or an empty text. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The next event; fails when none comes. */
    public Event next() throws InterruptedException {
        Event next = poll();
        if (next.equals(END)) {
            throw new AssertionError("the stream ended instead");
        }
        return next;
    }

    /** The names of all until the stream ends. */
    public List<String> namesToTheEnd() throws InterruptedException {
        return toTheEnd().stream().map(Event::name).toList();
    }

    /** All until the stream ends. */
    public List<Event> toTheEnd() throws InterruptedException {
        List<Event> all = new ArrayList<>();
        for (Event next = poll(); !next.equals(END); next = poll()) {
            all.add(next);
        }
        return all;
    }

    /** The id of the last event, or of the last comment that named one; empty before there is one. */
    public String lastId() {
        return lastId;
    }

    private Event poll() throws InterruptedException {
        Event next = events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var event = new Parsed();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    lastId = event.id.isEmpty() ? lastId : event.id;
                    event.whole().ifPresent(events::add);
                    event = new Parsed();
                } else {
                    event.add(line);
                }
            }
        } catch (IOException _) {
            // However it ends, nothing more comes.
        } finally {
            events.add(END);
        }
    }

    private static final class Parsed {
        private String id = "";
        private String name = "";
        private String data = "";

        private void add(String line) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data += line.substring(6);
            }
        }

        private Optional<Event> whole() {
            return data.isEmpty() ? Optional.empty() : Optional.of(new Event(id, name, Json.MAPPER.readTree(data)));
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
