package dev.atelier.bench.manifests;

import dev.atelier.bench.process.Connection;
import dev.atelier.bench.process.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The scripted vendor, seen from the bench. */
final class VendorProcess implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final JavaProcess process;
    private final int port;

    private VendorProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it answers. */
    static VendorProcess start(Path folder, Duration pause, int products) throws IOException, InterruptedException {
        int port = freePort();
        var process = JavaProcess.start(new JavaProcess.Program(
                Vendor.class.getName(),
                List.of(Integer.toString(port), Long.toString(pause.toMillis()), Integer.toString(products)),
                List.of("-Xmx256m"),
                Map.of(),
                folder.resolve("vendor.log")));
        var vendor = new VendorProcess(process, port);
        process.await(vendor::answers, LOOK);
        return vendor;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try {
            return calls() >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Where its API begins. */
    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(port);
    }

    /** How often it was asked to read. */
    long calls() throws IOException {
        try (var connection = new Connection(port)) {
            return Long.parseLong(
                    connection.send("GET", Vendor.CALLS, "none", "").text().strip());
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
