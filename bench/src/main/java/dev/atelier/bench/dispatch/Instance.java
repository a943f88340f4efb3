package dev.atelier.bench.dispatch;

import dev.atelier.bench.process.JavaProcess;
import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The dispatch stream as a process of its own. */
final class Instance implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    /** A copy that has no lag for so many looks has what there is. */
    private static final int STEADY = 40;

    private final Endpoints endpoints;
    private final Path folder;
    private final String heap;
    private volatile @Nullable JavaProcess process;

    Instance(Endpoints endpoints, Path folder, String heap) {
        this.endpoints = endpoints;
        this.folder = folder;
        this.heap = heap;
    }

    void start() throws IOException {
        process = JavaProcess.start(new JavaProcess.Program(
                dev.atelier.dispatch.Main.class.getName(),
                List.of(),
                List.of("-Xmx" + heap),
                Map.of(
                        "ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafkaBootstrap(),
                        "ATELIER_KAFKA_REGISTRY", endpoints.registry().toString(),
                        "ATELIER_STATE_FOLDER", state().toString()),
                folder.resolve("dispatch.log")));
    }

    /** Where its stores and its name lie. */
    Path state() {
        return folder.resolve("state");
    }

    /** Returns when every task that it has is at work. */
    void awaitRunning() throws IOException, InterruptedException {
        process().await(this::isRunning, POLL);
    }

    /** Returns when it has a copy of the state of each task that another instance runs. */
    void awaitCopied() throws InterruptedException {
        for (int still = 0; still < STEADY; still = isCopied() ? still + 1 : 0) {
            Thread.sleep(POLL);
        }
    }

    private boolean isRunning() {
        return process()
                .attribute("kafka.streams:type=stream-metrics,client-id=*", "state")
                .filter("RUNNING"::equals)
                .isPresent();
    }

    private boolean isCopied() {
        return process()
                .attribute(
                        "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*-restore-consumer",
                        "records-lag-max")
                // No number: nothing was to be copied for a while.
                .filter(lag -> lag.equals("0.0") || lag.equals("NaN"))
                .isPresent();
    }

    /** What is in use on its heap after a full collection, in bytes. */
    long heapInUse() throws IOException {
        return process().heapInUse();
    }

    /** What it holds in memory in all, in bytes, where the system tells. */
    long resident() throws IOException {
        return process().resident();
    }

    Duration processorTime() {
        return process().processorTime();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process().kill();
    }

    private JavaProcess process() {
        return Objects.requireNonNull(process, "it was not started");
    }

    @Override
    public void close() {
        var running = process;
        if (running != null) {
            running.close();
        }
    }
}
