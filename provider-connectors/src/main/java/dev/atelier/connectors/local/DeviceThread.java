package dev.atelier.connectors.local;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that uses the device, so that one generation runs at a time. A thread of its own, because a virtual one
 * that is deep in native code keeps a carrier from all the others. Thread-safe.
 */
final class DeviceThread {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceThread.class);
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("local-device").factory());
    private final Future<Hardware> device;

    /** Begins to open the device, which nobody waits for until there is work. */
    DeviceThread(int threads) {
        device = thread.submit(() -> open(threads));
    }

    private static Hardware open(int threads) throws OrtException {
        try {
            var device = Hardware.open(threads);
            LOG.atInfo()
                    .addKeyValue("device", device.name())
                    .addKeyValue("threads", threads)
                    .log(
                            "The local worker runs here{}",
                            device.whyNotCuda()
                                    .map(why -> ", as CUDA does not open: " + why)
                                    .orElse(""));
            return device;
        } catch (OrtException | LinkageError e) {
            LOG.atError().setCause(e).log("The local worker has no device and refuses its jobs");
            throw e;
        }
    }

    /** What the device is called, once it is open. */
    Optional<String> device() {
        return device.state() == Future.State.SUCCESS
                ? Optional.of(device.resultNow().name())
                : Optional.empty();
    }

    /** The work on a device. */
    interface Work<T> {
        T on(Hardware device) throws Exception;
    }

    /**
     * Does {@code work} once it is its turn. An interrupt of the caller is passed on to it and not waited for.
     *
     * @throws ExecutionException what the work threw, or why there is no device
     */
    <T> T run(Work<T> work) throws InterruptedException, ExecutionException {
        Callable<T> task = () -> work.on(device.get());
        var turn = thread.submit(task);
        try {
            return turn.get();
        } catch (InterruptedException e) {
            turn.cancel(true);
            throw e;
        }
    }

    /** Takes no more work, and waits a little for the step that is being done; true when none is left. */
    boolean stop() {
        thread.shutdownNow();
        try {
            return thread.awaitTermination(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
