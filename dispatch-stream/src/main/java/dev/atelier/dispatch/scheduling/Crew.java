package dev.atelier.dispatch.scheduling;

import dev.atelier.event.WorkerAnnounced;
import dev.atelier.schemas.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * How many jobs the workers of a provider can have in hand. While none of them is left, what waits keeps its place here,
 * where it can be canceled and reordered, instead of ageing on the job topic. Read once a second, for one thread.
 */
final class Crew {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Stores stores;
    private final Map<String, Integer> capacities = new HashMap<>();
    private Instant readAt = Instant.MIN;

    Crew(Stores stores) {
        this.stores = stores;
    }

    /**
     * The jobs that may be out at {@code provider}: the slots of its workers, and one more each, which is there when a slot
     * falls free. Empty: nobody ever announced itself there, so nobody knows.
     */
    OptionalInt capacity(String provider, Instant now) {
        if (!readAt.isAfter(now.minus(FRESH))) {
            read(now);
        }
        Integer capacity = capacities.get(provider);
        return capacity == null ? OptionalInt.empty() : OptionalInt.of(capacity);
    }

    private void read(Instant now) {
        readAt = now;
        capacities.clear();
        try (var announced = stores.workers().all()) {
            announced.forEachRemaining(entry -> {
                WorkerAnnounced worker = ValueAndTimestamp.getValueOrNull(entry.value);
                if (worker != null) {
                    capacities.merge(worker.getProvider(), inHand(worker, now), Integer::sum);
                }
            });
        }
    }

    private static int inHand(WorkerAnnounced worker, Instant now) {
        return Workers.takesJobs(worker, now) ? worker.getSlots() + 1 : 0;
    }
}
