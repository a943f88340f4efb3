package dev.atelier.dispatch;

import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.TopicSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An instance of dispatch as a process of its own, to be killed. Its state outlives it, and it does not outlive its parent. */
final class DispatchProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConfig kafka;
    private final Path stateFolder;
    private @Nullable Process process;

    DispatchProcess(KafkaConfig kafka, Path stateFolder) {
        this.kafka = kafka;
        this.stateFolder = stateFolder;
    }

    /** Runs in the process: an instance on the state folder that it is given, until its standard input ends. */
    public static void main(String[] args) throws IOException {
        var kafka = new KafkaConfig(args[0], URI.create(args[1]), TopicSettings.SINGLE_BROKER, Map.of());
        var stateFolder = Path.of(args[2]);
        try (var _ = RealDispatch.start(kafka, stateFolder)) {
            Files.createFile(running(stateFolder));
            while (System.in.read() >= 0) {
                // Nobody writes; it ends with the parent, or when the parent says so.
            }
        }
    }

    void start() throws IOException {
        Files.createDirectories(stateFolder);
        Files.deleteIfExists(running(stateFolder));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DispatchProcess.class.getName(),
                        kafka.bootstrapServers(),
                        kafka.registry().toString(),
                        stateFolder.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(stateFolder
                        .resolveSibling(stateFolder.getFileName() + ".log")
                        .toFile()))
                .start();
    }

    /** Returns when it has its tasks. */
    void awaitRunning() {
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(running(stateFolder)));
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends it in peace, so that the others have its tasks at once. */
    void close() throws IOException, InterruptedException {
        if (process != null) {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    private static Path running(Path stateFolder) {
        return stateFolder.resolve("running");
    }
}
