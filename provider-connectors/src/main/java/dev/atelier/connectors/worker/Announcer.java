package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Device;
import dev.atelier.connectors.provider.Device.Usage;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.event.AccountCheck;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.event.WorkerDevice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;

/** Says what one worker can take on: every few seconds, and at each change that matters. Thread-safe. */
final class Announcer {
    private final Provider provider;
    private final String worker;
    private final Roll roll;
    private final int slots;
    private final IntSupplier running;
    private final Map<String, AccountCheck> checks = new ConcurrentHashMap<>();
    private volatile boolean draining;

    Announcer(Provider provider, Workplace workplace, int slots, IntSupplier running) {
        this.provider = provider;
        this.worker = workplace.workerId();
        this.roll = new Roll(workplace);
        this.slots = slots;
        this.running = running;
    }

    /** Announces the worker from now on, and forgets those that are long gone. */
    void begin(ScheduledExecutorService timers) {
        roll.keep(provider.name(), this::announce, timers);
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
        roll.enter(WorkerAnnounced.newBuilder()
                .setWorker(worker)
                .setProvider(provider.name())
                .setCapabilities(provider.capabilities().stream().sorted().toList())
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
                .setLoad(device.usage().flatMap(Usage::load).orElse(null))
                .setMemoryUsed(device.usage().map(Usage::memoryUsed).orElse(null))
                .setMemoryTotal(device.usage().map(Usage::memoryTotal).orElse(null))
                .build();
    }
}
