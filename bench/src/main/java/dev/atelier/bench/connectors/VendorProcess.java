package dev.atelier.bench.connectors;

import dev.atelier.bench.process.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The scripted vendor, seen from the bench. */
final class VendorProcess implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JavaProcess process;
    private final URI root;

    /**
     * What it counted since its start.
     *
     * @param questions answers to questions about jobs
     * @param waiting   calls that it holds
     */
    record Numbers(long questions, long waiting) {}

    private VendorProcess(JavaProcess process, URI root) {
        this.process = process;
        this.root = root;
    }

    /** Returns when it answers. {@code bytes} is the size of its large pictures. */
    static VendorProcess start(Path folder, int bytes) throws IOException, InterruptedException {
        int port = freePort();
        var process = JavaProcess.start(new JavaProcess.Program(
                Vendor.class.getName(),
                List.of(Integer.toString(port), Integer.toString(bytes)),
                List.of("-Xmx512m"),
                Map.of(),
                folder.resolve("vendor.log")));
        var vendor = new VendorProcess(process, URI.create("http://127.0.0.1:" + port));
        process.await(vendor::answers, LOOK);
        return vendor;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return numbers().waiting() >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Where its API begins. */
    String baseUrl() {
        return root + "/v1";
    }

    Numbers numbers() throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(root.resolve("/numbers")).build(), BodyHandlers.ofString());
        String[] numbers = answer.body().split(" ", -1);
        return new Numbers(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
