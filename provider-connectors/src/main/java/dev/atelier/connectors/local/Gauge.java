package dev.atelier.connectors.local;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Device.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a meter every few seconds, on a thread of its own, so that whoever wants to know how busy a device is never waits for it.
 * Thread-safe.
 */
final class Gauge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gauge.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("local-gauge").factory());
    private final Meter meter;
    private volatile Optional<Usage> latest = Optional.empty();
    /** Whether the last reading failed, which is told once. Of the timer's thread alone. */
    private boolean broken;

    /** Reads {@code meter} now, and {@code pause} after each reading. */
    Gauge(Meter meter, Duration pause) {
        this.meter = requireNonNull(meter);
        var _ = timer.scheduleWithFixedDelay(this::read, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells how much of a device is in use; may take a while. */
    @FunctionalInterface
    interface Meter {
        /** Empty where nobody can tell. */
        Optional<Usage> read() throws InterruptedException;
    }

    private void read() {
        try {
            latest = meter.read();
            broken = false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            latest = Optional.empty();
            if (!broken) {
                LOG.atWarn().setCause(e).log("The device does not tell how busy it is");
            }
            broken = true;
        }
    }

    /** What was read last; empty until then, and where nobody can tell. */
    Optional<Usage> latest() {
        return latest;
    }

    /** Reads no more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
