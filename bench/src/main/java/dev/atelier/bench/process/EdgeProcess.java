package dev.atelier.bench.process;

import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance of the edge as a process of its own, alone or with the other services in it. */
public final class EdgeProcess implements AutoCloseable {
    /** The first key. */
    public static final String KEY = "atl_bench0123456789abcdefghijklmnopqrstuvwxyz";

    private static final Duration POLL = Duration.ofMillis(100);

    private final JavaProcess process;
    private final int port;

    public EdgeProcess(Endpoints endpoints, Path folder, String heap) throws IOException {
        this(dev.atelier.ingest.Main.class, endpoints, folder, heap, Map.of());
    }

    private EdgeProcess(Class<?> main, Endpoints endpoints, Path folder, String heap, Map<String, String> settings)
            throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        this.process = JavaProcess.start(new JavaProcess.Program(
                main.getName(),
                List.of(),
                List.of("-Xmx" + heap),
                environment(endpoints, port, settings),
                folder.resolve("edge.log")));
    }

    /** The edge and the other three services in one process, with {@code settings} in their environment. */
    public static EdgeProcess withAll(Endpoints endpoints, Path folder, String heap, Map<String, String> settings)
            throws IOException {
        return new EdgeProcess(AllServices.class, endpoints, folder, heap, settings);
    }

    public int port() {
        return port;
    }

    public JavaProcess process() {
        return process;
    }

    /** Returns when it serves. */
    public void awaitReady() throws IOException, InterruptedException {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/ready".formatted(port)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            process.await(() -> answers(client, ready), POLL);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static Map<String, String> environment(Endpoints endpoints, int port, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Servers.environment(endpoints));
        environment.put("ATELIER_PORT", Integer.toString(port));
        environment.put("ATELIER_BOOTSTRAP_KEY", "BENCH_KEY");
        environment.put("BENCH_KEY", KEY);
        environment.put("ATELIER_INSTALLATION_SECRET", "a secret that only a bench has ever known");
        return environment;
    }

    @Override
    public void close() {
        process.close();
    }
}
