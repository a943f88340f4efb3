package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Device;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.event.AccountCheck;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.event.WorkerDevice;
import dev.atelier.schemas.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what one worker can take on: every few seconds, and at each change that matters. Thread-safe. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    /** Who is gone for so long is forgotten by whoever still works. Until then it is known that nobody works there. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Provider provider;
    private final Workplace workplace;
    private final int slots;
    private final IntSupplier running;
    private final Map<String, AccountCheck> checks = new ConcurrentHashMap<>();
    private volatile boolean draining;

    Announcer(Provider provider, Workplace workplace, int slots, IntSupplier running) {
        this.provider = provider;
        this.workplace = workplace;
        this.slots = slots;
        this.running = running;
    }

    /** Announces the worker from now on, and forgets those that are long gone. */
    void begin(ScheduledExecutorService timers) {
        announce();
        long every = Workers.EVERY.toMillis();
        var _ = timers.scheduleAtFixedRate(this::renew, every, every, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        workplace
                .crew()
                .unheardSince(provider.name(), Instant.now().minus(FORGOTTEN))
                .forEach(gone -> send(gone, null));
        announce();
    }

    /** The worker takes no more. */
    void drain() {
        draining = true;
        announce();
    }

    /** What came of trying an account's credentials is part of what is announced. */
    void checked(AccountCheck check) {
        checks.put(check.getAccount(), check);
        announce();
    }

    void announce() {
        send(
                workplace.workerId(),
                WorkerAnnounced.newBuilder()
                        .setWorker(workplace.workerId())
                        .setProvider(provider.name())
                        .setCapabilities(
                                provider.capabilities().stream().sorted().toList())
                        .setSlots(slots)
                        .setRunning(running.getAsInt())
                        .setDraining(draining)
                        .setDevice(provider.device().map(Announcer::event).orElse(null))
                        .setChecks(List.copyOf(checks.values()))
                        .setAt(Instant.now())
                        .build());
    }

    private static WorkerDevice event(Device device) {
        return WorkerDevice.newBuilder()
                .setName(device.name())
                .setWarmModels(device.warmModels().stream().sorted().toList())
                .setUsedBytes(device.usedBytes())
                .setBudgetBytes(device.budgetBytes())
                .build();
    }

    /** One that is lost is followed by another. */
    private void send(String worker, @Nullable WorkerAnnounced announced) {
        try {
            var _ = workplace
                    .producer()
                    .send(workplace.kafka().topics().workers(), Workers.key(provider.name(), worker), announced)
                    .exceptionally(failure -> {
                        log(failure);
                        return null;
                    });
        } catch (RuntimeException e) {
            log(e);
        }
    }

    private void log(Throwable failure) {
        LOG.atWarn()
                .addKeyValue("provider", provider.name())
                .log("A worker could not announce itself: {}", String.valueOf(failure.getMessage()));
    }
}
