package dev.atelier.bench.dispatch;

import dev.atelier.bench.ServiceProcess;
import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The dispatch stream as a process of its own. */
final class Instance implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    /** A copy that has no lag for so many looks has what there is. */
    private static final int STEADY = 40;

    private final Endpoints endpoints;
    private final Path folder;
    private final ServiceProcess process;

    Instance(Endpoints endpoints, Path folder, String heap) {
        this.endpoints = endpoints;
        this.folder = folder;
        this.process = new ServiceProcess(dev.atelier.dispatch.Main.class, folder, heap);
    }

    void start() throws IOException {
        process.start(Map.of(
                "ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafkaBootstrap(),
                "ATELIER_KAFKA_REGISTRY", endpoints.registry().toString(),
                "ATELIER_STATE_FOLDER", state().toString()));
    }

    /** Where its stores and its name lie. */
    Path state() {
        return folder.resolve("state");
    }

    /** Returns when every task that it has is at work. */
    void awaitRunning() throws IOException, InterruptedException {
        while (!isRunning()) {
            process.checkAlive();
            Thread.sleep(POLL);
        }
    }

    /** Returns when it has a copy of the state of each task that another instance runs. */
    void awaitCopied() throws InterruptedException {
        for (int still = 0; still < STEADY; still = isCopied() ? still + 1 : 0) {
            Thread.sleep(POLL);
        }
    }

    private boolean isRunning() {
        return process.attribute("kafka.streams:type=stream-metrics,client-id=*", "state")
                .filter("RUNNING"::equals)
                .isPresent();
    }

    private boolean isCopied() {
        return process.attribute(
                        "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*-restore-consumer",
                        "records-lag-max")
                // No number: nothing was to be copied for a while.
                .filter(lag -> lag.equals("0.0") || lag.equals("NaN"))
                .isPresent();
    }

    /** What is in use on its heap after a full collection, in bytes. */
    long heapInUse() throws IOException {
        return process.heapInUse();
    }

    /** What it holds in memory in all, in bytes, where the system tells. */
    long resident() throws IOException {
        return process.resident();
    }

    Duration processorTime() {
        return process.processorTime();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
