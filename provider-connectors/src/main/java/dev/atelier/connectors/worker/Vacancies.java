package dev.atelier.connectors.worker;

import dev.atelier.event.WorkerAnnounced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Says of providers that could run here what they lack, so that whoever asks for one hears it at once instead of waiting.
 * Thread-safe.
 */
public final class Vacancies implements AutoCloseable {
    private final Roll roll;
    private final String worker;
    private final Map<String, String> variables;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vacancies").factory());

    private Vacancies(Map<String, String> variables, Workplace workplace) {
        this.variables = Map.copyOf(variables);
        this.roll = new Roll(workplace);
        this.worker = workplace.workerId();
    }

    /** Announces from now on, by provider, the {@code variables} that would hold the key that is missing. */
    public static Vacancies announce(Map<String, String> variables, Workplace workplace) {
        var vacancies = new Vacancies(variables, workplace);
        variables
                .keySet()
                .forEach(provider ->
                        vacancies.roll.keep(provider, () -> vacancies.announce(provider), vacancies.timers));
        return vacancies;
    }

    /** No older reader takes it for somebody who works: it has no slots, and is about to stop. */
    private void announce(String provider) {
        roll.enter(WorkerAnnounced.newBuilder()
                .setWorker(worker)
                .setProvider(provider)
                .setCapabilities(List.of())
                .setSlots(0)
                .setRunning(0)
                .setDraining(true)
                .setMissing(variables.get(provider))
                .setAt(Instant.now())
                .build());
    }

    /** Says no more; what was said grows old, like the word of a worker that is gone. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
