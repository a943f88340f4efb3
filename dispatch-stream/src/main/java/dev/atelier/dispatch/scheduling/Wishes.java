package dev.atelier.dispatch.scheduling;

import static dev.atelier.dispatch.scheduling.Standing.id;
import static dev.atelier.dispatch.scheduling.Standing.isRunning;
import static dev.atelier.dispatch.scheduling.Standing.project;
import static dev.atelier.dispatch.scheduling.Standing.provider;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Scheduled;
import java.time.Instant;

/** What clients want of a generation that is scheduled already: that it stops, that it goes first, or that it does not wait. */
final class Wishes {
    private final Stores stores;
    private final Slots slots;
    private final Purges purges;
    private final Exits exits;
    private final Effects effects;

    Wishes(Stores stores, Slots slots, Purges purges, Exits exits, Effects effects) {
        this.stores = stores;
        this.slots = slots;
        this.purges = purges;
        this.exits = exits;
        this.effects = effects;
    }

    /** It is to stop: at once while nobody has it, else as soon as its worker has stopped. */
    void stop(Scheduled scheduled, Instant now) {
        if (scheduled.getCanceled()) {
            return;
        }
        if (!isRunning(scheduled)) {
            exits.finish(scheduled, Outcomes.canceled(scheduled, now), now);
            return;
        }
        stores.running()
                .put(
                        id(scheduled),
                        Scheduled.newBuilder(scheduled).setCanceled(true).build());
        tell(scheduled, Outcomes.event(scheduled, GenerationEventKind.CANCELING, now));
        stopJob(scheduled, now);
    }

    /** Whoever has the job is to stop it. */
    void stopJob(Scheduled scheduled, Instant now) {
        var stop = new JobCanceled(id(scheduled), provider(scheduled), now);
        effects.emit(id(scheduled), new Effect.StopJob(stop));
    }

    /** It is to go first in its flow: from now on, after a failed attempt as well. */
    void goFirst(Scheduled scheduled, long sequence, Instant now) {
        var moved = Scheduled.newBuilder(scheduled).setMovedSequence(sequence).build();
        if (isRunning(scheduled)) {
            stores.running().put(id(moved), moved);
        } else if (purges.cover(scheduled)) {
            exits.finish(scheduled, Outcomes.failed(scheduled, Outcomes.purged(), now), now);
        } else {
            stores.waiting().put(id(moved), moved);
            if (scheduled.getRetryAt().isEmpty()) {
                slots.move(scheduled, moved);
                tell(moved, Outcomes.waiting(moved, now));
            }
        }
    }

    /** It has joined the line, and was not served at once: who does not want to wait is refused. */
    void waits(Scheduled waiting, Instant now) {
        if (waiting.getAdmitted().getRequest().getOnLimit() == OnLimit.REJECT) {
            exits.finish(waiting, Outcomes.failed(waiting, slots.refusal(waiting, now), now), now);
        } else {
            tell(waiting, Outcomes.waiting(waiting, now));
        }
    }

    private void tell(Scheduled scheduled, GenerationEvent event) {
        effects.emit(project(scheduled), new Effect.Tell(event));
    }
}
