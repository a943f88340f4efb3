package dev.atelier.connectors.worker;

import dev.atelier.event.WorkerAnnounced;
import dev.atelier.schemas.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the workers of one service announce themselves. Thread-safe. */
final class Roll {
    private static final Logger LOG = LoggerFactory.getLogger(Roll.class);
    /** Who is gone for so long is forgotten by whoever still works. Until then it is known that nobody works there. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Workplace workplace;

    Roll(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Has {@code announce} run now and every few seconds, and forgets workers of {@code provider} that are long gone. */
    void keep(String provider, Runnable announce, ScheduledExecutorService timers) {
        announce.run();
        long every = Workers.EVERY.toMillis();
        var _ = timers.scheduleAtFixedRate(() -> renew(provider, announce), every, every, TimeUnit.MILLISECONDS);
    }

    private void renew(String provider, Runnable announce) {
        workplace
                .crew()
                .unheardSince(provider, Instant.now().minus(FORGOTTEN))
                .forEach(gone -> send(provider, gone, null));
        announce.run();
    }

    /** What the worker of this service is from now on. */
    void enter(WorkerAnnounced announced) {
        send(announced.getProvider(), announced.getWorker(), announced);
    }

    /** One that is lost is followed by another. */
    private void send(String provider, String worker, @Nullable WorkerAnnounced announced) {
        try {
            var _ = workplace
                    .producer()
                    .send(workplace.kafka().topics().workers(), Workers.key(provider, worker), announced)
                    .exceptionally(failure -> {
                        log(provider, failure);
                        return null;
                    });
        } catch (RuntimeException e) {
            log(provider, e);
        }
    }

    private static void log(String provider, Throwable failure) {
        LOG.atWarn()
                .addKeyValue("provider", provider)
                .log("A worker could not announce itself: {}", String.valueOf(failure.getMessage()));
    }
}
