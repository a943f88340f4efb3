package dev.atelier.dispatch.scheduling;

import static dev.atelier.dispatch.scheduling.Standing.id;
import static dev.atelier.dispatch.scheduling.Standing.isRunning;
import static dev.atelier.dispatch.scheduling.Standing.project;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Scheduled;
import java.time.Instant;
import java.util.Optional;

/** How a generation leaves scheduling: with the final word, or back to admission. */
final class Exits {
    private final Stores stores;
    private final Leases leases;
    private final Slots slots;
    private final Effects effects;

    Exits(Stores stores, Leases leases, Slots slots, Effects effects) {
        this.stores = stores;
        this.leases = leases;
        this.slots = slots;
        this.effects = effects;
    }

    /** To admission, which sends it to the next target. */
    void handBack(Scheduled scheduled) {
        giveBack(GenerationAdmitted.newBuilder(scheduled.getAdmitted()), scheduled, false);
    }

    /** To admission, which has the next answer of the same target paid for. */
    void askAgain(Scheduled scheduled) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        giveBack(
                GenerationAdmitted.newBuilder(admitted).setCorrections(admitted.getCorrections() + 1), scheduled, true);
    }

    private void giveBack(GenerationAdmitted.Builder builder, Scheduled scheduled, boolean again) {
        var returned = builder.setAttempts(scheduled.getAttempt()).build();
        effects.emit(project(scheduled), new Effect.Return(new GenerationReturned(returned, again)));
    }

    /** Says the final word. */
    void finish(Scheduled scheduled, GenerationOutcome decided, Instant now) {
        Optional<Cost> cost = Cost.of(scheduled, decided);
        var outcome = GenerationOutcome.newBuilder(decided)
                .setCostMicros(cost.map(Cost::micros).orElse(null))
                .build();
        settle(scheduled, cost.orElse(new Cost(0, false)), decided.getStatus());
        effects.emit(project(scheduled), new Effect.Finish(outcome));
        letGo(scheduled, now);
    }

    /** It is no longer ours; whoever waits for its slot goes on. */
    void letGo(Scheduled scheduled, Instant now) {
        if (isRunning(scheduled)) {
            leases.remove(id(scheduled));
            stores.running().delete(id(scheduled));
            slots.release(scheduled, now);
        } else {
            stores.waiting().delete(id(scheduled));
            if (scheduled.getRetryAt().isEmpty()) {
                slots.leave(scheduled);
            }
        }
    }

    /** What is free and cost nothing needs no settling, unless its batch, or a place among the open ones, waits for its end. */
    private void settle(Scheduled scheduled, Cost cost, GenerationStatus status) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        boolean moved = admitted.getReservedMicros().orElse(0L) > 0 || cost.micros() > 0;
        boolean awaited = admitted.getRequest().getBatchId().isPresent() || admitted.getCounted();
        if (moved || awaited) {
            var settled = GenerationSettled.newBuilder()
                    .setAdmitted(admitted)
                    .setCostMicros(cost.micros())
                    .setEstimated(cost.estimated())
                    .setStatus(status)
                    .build();
            effects.emit(admitted.getRequest().getProject(), new Effect.Return(new GenerationReturned(settled, false)));
        }
    }
}
