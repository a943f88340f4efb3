package dev.atelier.cli.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Connectors in a process of their own, beside a running Atelier, with the keys of one vendor. */
final class ConnectorProcess implements AutoCloseable {
    private final Path folder;
    private final JsonNode endpoints;
    private final Map<String, String> keys;
    private @Nullable Process process;

    ConnectorProcess(Path folder, JsonNode endpoints, Map<String, String> keys) {
        this.folder = folder;
        this.endpoints = endpoints;
        this.keys = Map.copyOf(keys);
    }

    void start() throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        Path.of("target", "app", "lib")
                                .toAbsolutePath()
                                .resolve("*")
                                .toString(),
                        "dev.atelier.connectors.Main"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("connectors.log").toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ATELIER_"));
        environment.putAll(keys);
        environment.put(
                "ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.path("kafka").asString());
        environment.put("ATELIER_KAFKA_REGISTRY", endpoints.path("registry").asString());
        environment.put("ATELIER_OBJECTS_ENDPOINT", endpoints.at("/s3/endpoint").asString());
        environment.put("ATELIER_OBJECTS_BUCKET", endpoints.at("/s3/bucket").asString());
        environment.put("ATELIER_S3_ACCESS_KEY", endpoints.at("/s3/accessKey").asString());
        environment.put("ATELIER_S3_SECRET_KEY", endpoints.at("/s3/secretKey").asString());
        environment.put("ATELIER_PROVIDERS_SKETCH_ENABLED", "false");
        process = builder.start();
    }

    /** As `kill -9` does; returns when it is gone. */
    void kill() throws InterruptedException {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            running.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
