package dev.atelier.bench.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * A vision model as a process of its own, that speaks OpenAI's API. Arguments: its port, how many milliseconds an answer takes,
 * and how many products are on a shelf.
 */
public final class Vendor {
    /** Where it tells how often it was asked. */
    static final String CALLS = "/calls";

    private final AtomicLong calls = new AtomicLong();
    private final Duration pause;
    private final int products;

    private Vendor(Duration pause, int products) {
        this.pause = pause;
        this.products = products;
    }

    public static void main(String[] args) throws IOException {
        // A body that waits for the acknowledgement of its head would be 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var vendor = new Vendor(Duration.ofMillis(Long.parseLong(args[1])), Integer.parseInt(args[2]));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        var server = HttpServer.create(address, 4096);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", vendor::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().equals(CALLS)) {
                send(exchange, Long.toString(calls.get()));
                return;
            }
            calls.incrementAndGet();
            Thread.sleep(pause);
            send(exchange, completion(Shelf.asked(new String(request, UTF_8))).toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ObjectNode completion(int shelf) {
        ObjectNode completion = Json.MAPPER
                .createObjectNode()
                .put("id", "chatcmpl-" + shelf)
                .put("object", "chat.completion")
                .put("model", "bench-reader-1");
        ObjectNode choice =
                completion.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", Shelf.manifest(shelf, products).toString())
                .putNull("refusal");
        completion
                .putObject("usage")
                .put("prompt_tokens", 800)
                .put("completion_tokens", 400)
                .put("total_tokens", 1200);
        return completion;
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
