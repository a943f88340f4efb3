package dev.atelier.bench.sse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ObjLongConsumer;

/** The {@link Clients}, as their process is seen from here. */
final class Audience implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final CountDownLatch open;
    private final Thread reader;

    /** Begins to follow {@code paths}; {@code heard} is told of each final word that came, and in which nanosecond. */
    Audience(int port, String key, List<String> paths, ObjLongConsumer<String> heard) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Clients.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        open = new CountDownLatch(paths.size());
        reader = Thread.ofPlatform().daemon().start(() -> read(heard));
        try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
            in.write("%d\n%s\n%s\n\n".formatted(port, key, String.join("\n", paths)));
        }
    }

    /** Returns when every stream has begun. */
    void awaitOpen() throws InterruptedException, TimeoutException {
        if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("%d streams did not begin".formatted(open.getCount()));
        }
    }

    private void read(ObjLongConsumer<String> heard) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (line.startsWith("open ")) {
                    open.countDown();
                } else {
                    heard.accept(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
