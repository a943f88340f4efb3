package dev.atelier.dispatch.scheduling;

import dev.atelier.event.PurgeRequested;
import dev.atelier.event.Scheduled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes those out of the line whom a purge covers, a bounded number at each look, so that no look takes long however many
 * wait. Until a flow is swept nobody of it is served: what was purged is never dispatched.
 */
final class Sweeper {
    static final int MOST_AT_ONCE = 1_000;

    private final Stores stores;
    private final Line line;
    private final Purges purges;
    private final Slots slots;
    private final Exits exits;
    private final int mostAtOnce;
    /** The last one looked at in the flow that is being swept. */
    private @Nullable Place last;

    Sweeper(Stores stores, Purges purges, Slots slots, Exits exits, int mostAtOnce) {
        this.stores = stores;
        this.line = new Line(stores.line());
        this.purges = purges;
        this.slots = slots;
        this.exits = exits;
        this.mostAtOnce = mostAtOnce;
    }

    /** After a start: goes on with what was begun. */
    void start() {
        purges.start(slots.flows().toList());
    }

    /** {@code purge} was read; what it covers begins to leave. */
    void purge(PurgeRequested purge, long number, Instant now) {
        purges.read(purge, number, slots.flows().toList(), now);
        // Whom it covers may stand before the last one that was looked at for another.
        last = null;
        purges.rest();
        goOn(now);
    }

    /** Looks at as many as it may at once. */
    void goOn(Instant now) {
        int left = mostAtOnce;
        for (Optional<Flow> flow = purges.toSweep(); left > 0 && flow.isPresent(); flow = purges.toSweep()) {
            left -= Math.max(1, sweep(flow.get(), left, now));
        }
    }

    private int sweep(Flow flow, int most, Instant now) {
        List<Place> places = line.after(last, flow, most);
        places.forEach(place -> take(stores.waiting().get(place.generationId()), now));
        if (places.size() < most) {
            last = null;
            purges.swept(flow);
            slots.open(flow, now);
        } else {
            last = places.getLast();
        }
        return places.size();
    }

    private void take(Scheduled waiting, Instant now) {
        if (purges.cover(waiting)) {
            exits.finish(waiting, Outcomes.failed(waiting, Outcomes.purged(), now), now);
        }
    }
}
