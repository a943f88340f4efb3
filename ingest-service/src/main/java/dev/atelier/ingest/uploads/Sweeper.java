package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what is over taken away, now and then, until closed. A time that is missed is made up for by the next. */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration EVERY = Duration.ofMinutes(30);
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final UploadSweep sweep;
    private final InstantSource clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upload-sweeper").factory());

    /** Starts it for {@code uploads}. */
    public Sweeper(Uploads uploads, InstantSource clock) {
        this.sweep = uploads.sweep();
        this.clock = requireNonNull(clock);
        var _ = executor.scheduleWithFixedDelay(this::run, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void run() {
        try {
            int swept = sweep.run(clock.instant());
            if (swept > 0) {
                LOG.atInfo().addKeyValue("uploads", swept).log("Uploads that were never finished are taken away");
            }
        } catch (RuntimeException e) {
            LOG.atWarn().log("Old uploads could not be taken away: {}", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
