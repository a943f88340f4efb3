package dev.atelier.ingest.testing;

import static org.awaitility.Awaitility.await;

import dev.atelier.ingest.IngestConfig;
import dev.atelier.ingest.Main;
import dev.atelier.stack.testing.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another instance of the edge, as a process of its own that logs like any: to be killed, or to have its log read. */
public final class EdgeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("port=\"?([0-9]+)\"? Ingest is ready");
    private static final String CONFIG = """
            port: 0
            outbound:
              allow: [localhost, 127.0.0.1]
            webhooks:
              schedule: [PT0S, PT0.02S, PT0.03S, PT0.04S, PT0.05S]
              timeout: PT2S
            """;

    private final Path log;
    private final Process process;

    /** Starts one on the shared stack; {@code settings} are more lines of its config. */
    public EdgeProcess(String settings) {
        try {
            Path folder = TestStack.temporaryFolder();
            log = folder.resolve("edge.log");
            process = builder(Files.writeString(folder.resolve("edge.yaml"), CONFIG + settings))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(Path settings) {
        IngestConfig config = Edge.config(Duration.ofMinutes(10));
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        var environment = builder.environment();
        environment.put("ATELIER_CONFIG", settings.toAbsolutePath().toString());
        environment.put("ATELIER_INSTALLATION_SECRET", Edge.SECRET_TEXT);
        environment.put("ATELIER_KAFKA_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers());
        environment.put("ATELIER_KAFKA_REGISTRY", config.kafka().registry().toString());
        environment.put("ATELIER_OBJECTS_ENDPOINT", config.objects().endpoint().toString());
        environment.put("ATELIER_OBJECTS_BUCKET", config.objects().bucket());
        environment.put("ATELIER_S3_ACCESS_KEY", config.objects().accessKey().value());
        environment.put("ATELIER_S3_SECRET_KEY", config.objects().secretKey().value());
        environment.put("ATELIER_CASSANDRA_CONTACT_POINTS", config.cassandra().contactPoints());
        environment.put("ATELIER_CASSANDRA_DATACENTER", config.cassandra().datacenter());
        environment.put("ATELIER_CASSANDRA_KEYSPACE", config.cassandra().keyspace());
        return builder;
    }

    /** Where it listens, once it does. */
    public int port() {
        String ready = await().atMost(PATIENCE)
                .until(this::log, text -> READY.matcher(text).find() || !process.isAlive());
        Matcher matcher = READY.matcher(ready);
        if (!matcher.find()) {
            throw new IllegalStateException("The edge ended:\n" + ready);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** What it has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it where it is, so that it does nothing more, and does not know it. */
    public void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
