package dev.atelier.ingest.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A server that webhooks are posted to, and that answers as it is told: 204 where it is told nothing. */
public final class Receiver implements AutoCloseable {
    private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What a receiver does with a post. */
    @FunctionalInterface
    public interface Behaviour {
        /** Answers, or does not. */
        void treat(Receiver receiver, HttpExchange exchange) throws IOException, InterruptedException;
    }

    /**
     * What was posted.
     *
     * @param headers by their names in lower case
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Post(String path, Map<String, String> headers, byte[] body) {
        /** Its id, the same for each attempt. */
        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        /** The body. */
        public JsonNode json() {
            return Json.MAPPER.readTree(body);
        }
    }

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers {@code status}. */
    public static Behaviour answer(int status) {
        return (_, exchange) -> exchange.sendResponseHeaders(status, -1);
    }

    /** Answers {@code status} with a header. */
    public static Behaviour answer(int status, String header, String value) {
        return (_, exchange) -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Never answers. */
    public static Behaviour hang() {
        return (receiver, _) -> receiver.closing.await();
    }

    /** Breaks the connection off. */
    public static Behaviour reset() {
        return (_, _) -> {
            throw new IOException("broken off");
        };
    }

    /** The next posts are treated so, in this order. */
    public Receiver then(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
        return this;
    }

    /** Where it is. */
    public String url(String path) {
        return "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
    }

    /** What was posted so far, in the order of arrival. */
    public List<Post> posts() {
        return List.copyOf(posts);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            posts.add(new Post(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            Behaviour behaviour = script.poll();
            (behaviour == null ? answer(204) : behaviour).treat(this, exchange);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
