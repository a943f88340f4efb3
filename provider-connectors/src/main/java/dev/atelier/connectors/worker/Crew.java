package dev.atelier.connectors.worker;

import dev.atelier.event.WorkerAnnounced;
import dev.atelier.event.WorkerDevice;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.schemas.Workers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The workers that announce themselves, everywhere. Thread-safe. */
public final class Crew implements AutoCloseable {
    private final TableView<WorkerAnnounced> announced;
    private final InstantSource clock;

    public Crew(KafkaClients kafka, InstantSource clock) {
        this.announced = new TableView<>(kafka, kafka.topics().workers());
        this.clock = clock;
    }

    /** Whether a worker of {@code provider} other than {@code self} has {@code model} loaded and a slot free. */
    boolean isWarmElsewhere(String provider, String model, String self) {
        Instant now = clock.instant();
        return announced.all().stream()
                .filter(worker -> worker.getProvider().equals(provider)
                        && !worker.getWorker().equals(self))
                .filter(worker -> Workers.takesJobs(worker, now))
                .filter(worker -> worker.getRunning() < worker.getSlots())
                .anyMatch(worker -> worker.getDevice()
                        .map(WorkerDevice::getWarmModels)
                        .orElse(List.of())
                        .contains(model));
    }

    /** Workers of {@code provider} that were last heard of before {@code then}. */
    List<String> unheardSince(String provider, Instant then) {
        return announced.all().stream()
                .filter(worker ->
                        worker.getProvider().equals(provider) && worker.getAt().isBefore(then))
                .map(WorkerAnnounced::getWorker)
                .toList();
    }

    @Override
    public void close() {
        announced.close();
    }
}
