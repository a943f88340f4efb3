package dev.atelier.bench.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A vendor as a process of its own: predictions as Replicate has them, and calls that wait as Cog's do. The first argument is
 * its port, the second the size of its large pictures.
 */
public final class Vendor {
    private static final int TINY = 1_000;

    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong questions = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final CountDownLatch never = new CountDownLatch(1);
    private final String root;
    private final byte[] picture;
    private final String tiny = "data:image/png;base64," + Base64.getEncoder().encodeToString(png(TINY));

    private Vendor(int port, int bytes) {
        root = "http://127.0.0.1:" + port;
        picture = png(bytes);
    }

    public static void main(String[] args) throws IOException {
        // A body that waits for the acknowledgement of its head would be 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int port = Integer.parseInt(args[0]);
        var vendor = new Vendor(port, Integer.parseInt(args[1]));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", vendor::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String last = path.substring(path.lastIndexOf('/') + 1);
            if (path.equals("/numbers")) {
                send(
                        exchange,
                        200,
                        "%d %d".formatted(questions.get(), waiting.get()).getBytes(UTF_8));
            } else if (path.startsWith("/out/")) {
                send(exchange, 200, picture);
            } else if (exchange.getRequestMethod().equals("PUT")) {
                hold(exchange);
            } else if (exchange.getRequestMethod().equals("POST")) {
                json(
                        exchange,
                        201,
                        "{\"id\": \"%s-%d\", \"status\": \"starting\"}".formatted(model(path), ids.incrementAndGet()));
            } else {
                questions.incrementAndGet();
                stand(exchange, last);
            }
        }
    }

    private void stand(HttpExchange exchange, String id) throws IOException {
        switch (Work.valueOf(id.substring(0, id.indexOf('-')))) {
            case SLOW, HELD ->
                json(exchange, 200, "{\"id\": \"%s\", \"status\": \"processing\", \"logs\": \"\"}".formatted(id));
            case QUICK -> done(exchange, id, tiny);
            case PICTURE -> done(exchange, id, root + "/out/" + id);
        }
    }

    private static void done(HttpExchange exchange, String id, String output) throws IOException {
        json(exchange, 200, "{\"id\": \"%s\", \"status\": \"succeeded\", \"output\": \"%s\"}".formatted(id, output));
    }

    private void hold(HttpExchange exchange) throws IOException {
        waiting.incrementAndGet();
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send(exchange, 503, new byte[0]);
    }

    /** {@code /v1/models/bench/SLOW/predictions} */
    private static String model(String path) {
        return path.split("/", -1)[4];
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, text.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** A file with the frame of a picture, and noise in it. */
    private static byte[] png(int bytes) {
        var file = ByteBuffer.allocate(bytes);
        file.putLong(0x89504E470D0A1A0AL);
        file.putInt(13).put("IHDR".getBytes(UTF_8)).putInt(1024).putInt(1024).put(new byte[] {8, 2, 0, 0, 0});
        file.putInt(0);
        byte[] noise = new byte[bytes - file.position() - 24];
        new Random(7).nextBytes(noise);
        file.putInt(noise.length).put("IDAT".getBytes(UTF_8)).put(noise).putInt(0);
        file.putInt(0).put("IEND".getBytes(UTF_8)).putInt(0xAE426082);
        return file.array();
    }
}
