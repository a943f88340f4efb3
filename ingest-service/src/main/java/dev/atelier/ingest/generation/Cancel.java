package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.CancelRequested;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.live.LiveView;
import dev.atelier.ingest.store.Generation;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Has a generation stopped: whether that comes in time is dispatch's to decide, and the final word tells. Asking twice, or
 * too late, changes nothing. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class Cancel {
    private final Finding generations;
    private final Requests requests;
    private final LiveView live;
    private final InstantSource clock;

    public Cancel(Read read, Requests requests, LiveView live, InstantSource clock) {
        this(read::get, requests, live, clock);
    }

    Cancel(Finding generations, Requests requests, LiveView live, InstantSource clock) {
        this.generations = requireNonNull(generations);
        this.requests = requireNonNull(requests);
        this.live = requireNonNull(live);
        this.clock = requireNonNull(clock);
    }

    /**
     * Generation {@code id} of the caller's project: as it ended when it is over, else canceling, which is said once all
     * in-sync replicas of the log know of it. Refused when there is no such generation, or when the log does not answer.
     */
    public Generation cancel(Caller caller, String id) throws InterruptedException {
        Generation generation = generations.get(caller.project(), id);
        if (generation.status().isFinal()) {
            return generation;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        requests.send(new CancelRequested(generation.id(), generation.project(), caller.keyId(), now));
        live.canceling(generation);
        return generation.canceling();
    }
}
