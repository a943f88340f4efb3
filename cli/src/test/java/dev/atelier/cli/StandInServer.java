package dev.atelier.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Answers as a server of the API would: each route with the answers it was given, in order, the last one again and again.
 * A route that has none is a 500.
 */
public final class StandInServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Received> received = new ArrayList<>();

    /** A request that arrived. */
    public record Received(String route, String query, Map<String, String> headers, String body) {}

    private record Answer(int status, String body) {}

    public StandInServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Adds an answer to a route such as {@code GET /v1/generations}. */
    public synchronized StandInServer answer(String route, int status, String body) {
        answers.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** What arrived on one route. */
    public List<Received> received(String route) {
        return received().stream().filter(one -> one.route().equals(route)).toList();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        received.add(new Received(
                route,
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
                headers(exchange),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var planned = answers.getOrDefault(route, new ArrayDeque<>());
        var answer = planned.size() > 1 ? planned.poll() : planned.peek();
        if (answer == null) {
            answer = new Answer(500, "no answer planned");
        }
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
