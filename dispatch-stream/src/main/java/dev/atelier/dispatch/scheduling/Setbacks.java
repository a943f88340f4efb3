package dev.atelier.dispatch.scheduling;

import static dev.atelier.dispatch.scheduling.Standing.account;
import static dev.atelier.dispatch.scheduling.Standing.id;
import static dev.atelier.dispatch.scheduling.Standing.project;
import static dev.atelier.dispatch.scheduling.Standing.provider;
import static dev.atelier.dispatch.scheduling.Standing.tried;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.Scheduled;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What follows an attempt that failed: another, another account, or the end. */
final class Setbacks {
    private final Stores stores;
    private final Timers timers;
    private final Leases leases;
    private final Health health;
    private final Slots slots;
    private final RetryPolicy retries;
    private final Exits exits;
    private final Effects effects;

    /** What it works with. */
    record Desk(Stores stores, Timers timers, Leases leases, Health health, Slots slots) {}

    Setbacks(Desk desk, RetryPolicy retries, Exits exits, Effects effects) {
        this.stores = desk.stores();
        this.timers = desk.timers();
        this.leases = desk.leases();
        this.health = desk.health();
        this.slots = desk.slots();
        this.retries = retries;
        this.exits = exits;
        this.effects = effects;
    }

    /** The present attempt has failed: what follows is the policy's to say. */
    void failed(Scheduled scheduled, Failure failure, Instant now) {
        health.failed(provider(scheduled), account(scheduled), failure, now);
        if (failure instanceof Failure.Throttled throttled) {
            throttled.retryAfter().ifPresent(silence -> slots.leaveAlone(account(scheduled), now.plus(silence)));
        }
        int maxAttempts = scheduled
                .getAdmitted()
                .getMaxAttempts()
                .or(() -> stores.account(account(scheduled)).map(AccountDefined::getMaxAttempts))
                .orElse(1);
        var attempt = new RetryPolicy.Attempt(
                tried(scheduled),
                maxAttempts,
                scheduled.getProviderRequestId().isPresent(),
                scheduled.getAdmitted().getCorrections());
        // The same attempt always draws the same delay, so that a replayed decision is the same decision.
        var random = new SplittableRandom(31L * id(scheduled).hashCode() + scheduled.getAttempt());
        switch (retries.decide(failure, attempt, random)) {
            case RetryPolicy.Decision.GiveUp _ ->
                exits.finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
            case RetryPolicy.Decision.FailOver _ -> failOver(scheduled, failure, now);
            case RetryPolicy.Decision.Correct _ -> correct(scheduled, failure, now);
            case RetryPolicy.Decision.RetryAfter(var delay) -> {
                if (isBetterElsewhere(scheduled, now)) {
                    failOver(scheduled, failure, now);
                } else {
                    retry(scheduled, failure, delay, now);
                }
            }
        }
    }

    /** It stands in line again, at once or after {@code delay}, unless nobody wants it by then. */
    void retry(Scheduled scheduled, Failure failure, Duration delay, Instant now) {
        if (scheduled.getCanceled()) {
            exits.finish(scheduled, Outcomes.canceled(scheduled, now), now);
            return;
        }
        Instant at = now.plus(delay);
        if (scheduled.getAdmitted().getDeadline().filter(at::isAfter).isPresent()) {
            exits.finish(scheduled, Outcomes.failed(scheduled, Outcomes.late(), now), now);
            return;
        }
        var resting = Scheduled.newBuilder(scheduled)
                .setLeaseExpiresAt(null)
                .setRestedAt(now)
                .setRetryAt(delay.isZero() ? null : at)
                .setProviderRequestId(idToAskFor(scheduled, failure))
                .build();
        leases.remove(id(resting));
        stores.running().delete(id(resting));
        stores.waiting().put(id(resting), resting);
        tellOfAnother(resting, failure, now);
        if (delay.isZero()) {
            slots.join(resting, now);
        } else {
            timers.set(at, id(resting));
        }
        slots.release(resting, now);
    }

    /**
     * The model is to be asked again with what is wrong with its answer. The answer is paid for, and so will the next one be:
     * as between two targets, admission books the one and reserves the other.
     */
    private void correct(Scheduled scheduled, Failure failure, Instant now) {
        if (scheduled.getCanceled()) {
            exits.finish(scheduled, answered(Outcomes.canceled(scheduled, now)), now);
            return;
        }
        if (Standing.isLate(scheduled, now)) {
            exits.finish(scheduled, answered(Outcomes.failed(scheduled, Outcomes.late(), now)), now);
            return;
        }
        tellOfAnother(scheduled, failure, now);
        exits.askAgain(scheduled);
        exits.letGo(scheduled, now);
    }

    /** What the answer cost is counted with what came before; nothing else is under way that might cost. */
    private static GenerationOutcome answered(GenerationOutcome outcome) {
        return GenerationOutcome.newBuilder(outcome).setCostMicros(0L).build();
    }

    private void tellOfAnother(Scheduled scheduled, Failure failure, Instant now) {
        var event = GenerationEvent.newBuilder(Outcomes.event(scheduled, GenerationEventKind.RETRYING, now))
                .setMessage(failure.detail())
                .build();
        effects.emit(project(scheduled), new Effect.Tell(event));
    }

    /** The provider's own word that it has failed ends what it calls by that id; silence and doubt do not. */
    private static @Nullable String idToAskFor(Scheduled scheduled, Failure failure) {
        return failure instanceof Failure.Uncertain || failure instanceof Failure.LeaseExpired
                ? scheduled.getProviderRequestId().orElse(null)
                : null;
    }

    /** The account is left alone for now, nothing is known to be under way there, and there is another. */
    boolean isBetterElsewhere(Scheduled scheduled, Instant now) {
        return health.of(account(scheduled)).isOpen(now)
                && scheduled.getProviderRequestId().isEmpty()
                && scheduled.getAdmitted().getTargets().size() > 1;
    }

    private void failOver(Scheduled scheduled, Failure failure, Instant now) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        if (scheduled.getCanceled()) {
            exits.finish(scheduled, Outcomes.canceled(scheduled, now), now);
            return;
        }
        if (admitted.getTargets().size() == 1) {
            exits.finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
            return;
        }
        exits.handBack(scheduled);
        exits.letGo(scheduled, now);
    }
}
