package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Scheduled;
import dev.atelier.event.Timings;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the providers of one task: who waits, who runs, what follows a report or its absence. Time is what its
 * caller says. A generation is in exactly one of three states: in line, holding a lease, or waiting for its next attempt;
 * {@link Scheduled} tells which.
 */
final class Scheduler {
    /** Of an account that config no longer knows. */
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    private final Stores stores;
    private final Timers timers;
    private final Leases leases = new Leases();
    private final Health health;
    private final Slots slots;
    private final RetryPolicy retries;
    private final Effects effects;

    Scheduler(Stores stores, RetryPolicy retries, Effects effects) {
        this.stores = stores;
        this.retries = retries;
        this.effects = effects;
        this.timers = new Timers(stores.timers());
        this.health = new Health(change -> effects.emit(change.getAccount(), new Effect.Judge(change)));
        this.slots = new Slots(stores, health, this::lease);
    }

    /** After a start: what runs has its lease anew, and accounts may have free slots that nobody will tell of. */
    void start(Instant now) {
        try (var running = stores.running().all()) {
            running.forEachRemaining(entry -> {
                slots.occupy(entry.value);
                leases.set(entry.key, now.plus(leaseOf(entry.value)));
            });
        }
        slots.start(now);
    }

    /** When there is something to do, whatever is heard until then. */
    Optional<Instant> next() {
        return Stream.of(leases.next(), timers.next(), slots.next())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** A generation wants a slot. {@code sequence} is higher than that of all that arrived before. */
    void arrived(GenerationAdmitted admitted, long sequence, Instant now) {
        GenerationRequested request = admitted.getRequest();
        String id = request.getGenerationId();
        if (find(id) != null) {
            return;
        }
        var scheduled = Scheduled.newBuilder()
                .setAdmitted(admitted)
                .setSequence(sequence)
                .setAttempt(admitted.getAttempts())
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(request.getRequestedAt())
                        .setAdmittedAt(admitted.getAdmittedAt())
                        .build())
                .build();
        Stream.of(admitted.getStartBy(), admitted.getDeadline())
                .flatMap(Optional::stream)
                .forEach(deadline -> timers.set(deadline, id));
        if (isBetterElsewhere(scheduled, now)) {
            handBack(scheduled);
        } else if (!slots.serveAtOnce(scheduled, now)) {
            stores.waiting().put(id, scheduled);
            slots.join(scheduled, now);
            rejectIfLimited(request, now);
        }
    }

    /** Somebody wants a generation stopped: at once while nobody has it, else as soon as its worker has stopped. */
    void canceled(String generationId, Instant now) {
        Scheduled scheduled = find(generationId);
        if (scheduled == null || scheduled.getCanceled()) {
            return;
        }
        if (!isRunning(scheduled)) {
            finish(scheduled, Outcomes.canceled(scheduled, now), now);
            return;
        }
        stores.running()
                .put(
                        generationId,
                        Scheduled.newBuilder(scheduled).setCanceled(true).build());
        tell(scheduled, Outcomes.event(scheduled, GenerationEventKind.CANCELING, now));
        stopJob(scheduled, now);
    }

    /** A worker says something. Reports of an attempt that is over are fenced, but for a success: it is paid for. */
    void reported(JobReport report, Instant now) {
        Scheduled scheduled = find(report.getGenerationId());
        if (scheduled == null || !account(scheduled).equals(report.getAccount())) {
            return;
        }
        boolean current = scheduled.getLeaseExpiresAt().isPresent() && scheduled.getAttempt() == report.getAttempt();
        switch (report.getKind()) {
            case SUCCEEDED -> {
                health.answered(Outcomes.target(scheduled).getProvider(), account(scheduled), now);
                finish(scheduled, Outcomes.succeeded(scheduled, report, now), now);
            }
            case FAILED -> {
                if (current) {
                    failed(heard(scheduled, report), failure(report), now);
                }
            }
            case TAKEN, SUBMITTING, SUBMITTED, PROGRESSED, UNKNOWN -> {
                if (current) {
                    renew(scheduled, report, now);
                    tell(scheduled, report, now);
                }
                if (report.getKind() == JobReportKind.TAKEN && scheduled.getCanceled()) {
                    // It was on its way when it was canceled, so its worker may not have heard.
                    stopJob(scheduled, now);
                }
            }
            case CANCELED -> {
                if (current) {
                    finish(scheduled, Outcomes.canceled(scheduled, report, now), now);
                }
            }
            case LEASE_ENDED -> {
                if (current && leases.isReminded(id(scheduled))) {
                    leaseEnded(scheduled, now);
                }
            }
        }
    }

    /** Time has passed: leases end, retries and deadlines come, buckets fill. */
    void tick(Instant now) {
        for (String id : leases.ended(now)) {
            remind(stores.running().get(id), now);
        }
        for (String id : timers.due(now)) {
            Scheduled scheduled = find(id);
            if (scheduled != null) {
                due(scheduled, now);
            }
        }
        slots.tick(now);
    }

    private void due(Scheduled scheduled, Instant now) {
        // A worker that has the job keeps to the deadline itself; a job that nobody took has no one who would.
        boolean taken =
                isRunning(scheduled) && scheduled.getTimings().getTakenAt().isPresent();
        if (!taken && isLate(scheduled, now)) {
            finish(scheduled, Outcomes.failed(scheduled, late(), now), now);
        } else if (scheduled.getRetryAt().filter(at -> !at.isAfter(now)).isPresent()) {
            var ready = Scheduled.newBuilder(scheduled).setRetryAt(null).build();
            stores.waiting().put(id(ready), ready);
            slots.join(ready, now);
        }
    }

    /**
     * Reports may lie on the log unread. Whatever was written before the lease ended is read before this reminder is, and a
     * worker asks its provider only while its lease holds, so what is known then is known for good.
     */
    private void remind(Scheduled scheduled, Instant now) {
        leases.remind(id(scheduled), now.plus(leaseOf(scheduled)));
        effects.emit(Outcomes.target(scheduled).getProvider(), new Effect.Remind(Outcomes.leaseEnded(scheduled, now)));
    }

    private void leaseEnded(Scheduled scheduled, Instant now) {
        if (scheduled.getCanceled()) {
            finish(scheduled, Outcomes.canceled(scheduled, now), now);
        } else if (scheduled.getAsked() && scheduled.getProviderRequestId().isEmpty()) {
            failed(scheduled, new Failure.Uncertain("the worker fell silent while it asked the provider"), now);
        } else if (scheduled.getTimings().getTakenAt().isPresent()) {
            failed(scheduled, new Failure.LeaseExpired("the worker fell silent"), now);
        } else {
            var untaken = Scheduled.newBuilder(scheduled)
                    .setUntaken(scheduled.getUntaken() + 1)
                    .build();
            retry(untaken, new Failure.LeaseExpired("no worker took the job"), Duration.ZERO, now);
        }
    }

    /** Called by {@link Slots} for whoever's turn it is. */
    private void lease(Scheduled waiting, AccountDefined account, Instant now) {
        String id = id(waiting);
        Instant expires = now.plusMillis(account.getLeaseMillis());
        var leased = Scheduled.newBuilder(waiting)
                .setAttempt(waiting.getAttempt() + 1)
                .setLeaseExpiresAt(expires)
                .setAsked(false)
                .setTimings(Timings.newBuilder(waiting.getTimings())
                        .setDispatchedAt(now)
                        .setTakenAt(null)
                        .setSubmittedAt(null)
                        .build())
                .build();
        if (stores.waiting().get(id) != null) {
            stores.waiting().delete(id);
        }
        stores.running().put(id, leased);
        leases.set(id, expires);
        effects.emit(account.getAccount(), new Effect.Dispatch(Outcomes.job(leased, account.getLeaseMillis(), now)));
    }

    /** Each report renews the lease; what it tells that is new is kept. */
    private void renew(Scheduled scheduled, JobReport report, Instant now) {
        leases.set(id(scheduled), now.plus(leaseOf(scheduled)));
        Scheduled heard = heard(scheduled, report);
        if (!heard.equals(scheduled)) {
            stores.running().put(id(heard), heard);
        }
    }

    private static Scheduled heard(Scheduled scheduled, JobReport report) {
        var timings = Timings.newBuilder(scheduled.getTimings());
        switch (report.getKind()) {
            case TAKEN, SUBMITTING ->
                timings.setTakenAt(scheduled.getTimings().getTakenAt().orElse(report.getReportedAt()));
            case SUBMITTED -> timings.setSubmittedAt(report.getReportedAt());
            case FAILED -> timings.setReportedAt(report.getReportedAt());
            case PROGRESSED, SUCCEEDED, CANCELED, UNKNOWN, LEASE_ENDED -> {}
        }
        return Scheduled.newBuilder(scheduled)
                .setAdmitted(charged(scheduled.getAdmitted(), report))
                .setAsked(scheduled.getAsked() || report.getKind() == JobReportKind.SUBMITTING)
                .setWorker(report.getWorker())
                .setProviderRequestId(report.getProviderRequestId()
                        .or(scheduled::getProviderRequestId)
                        .orElse(null))
                .setTimings(timings.build())
                .build();
    }

    /** An attempt that failed may have cost something; the cost of one that ends all is in the outcome. */
    private static GenerationAdmitted charged(GenerationAdmitted admitted, JobReport report) {
        return report.getKind() == JobReportKind.FAILED
                        && report.getCostMicros().isPresent()
                ? GenerationAdmitted.newBuilder(admitted)
                        .setCostMicros(admitted.getCostMicros()
                                + report.getCostMicros().get())
                        .build()
                : admitted;
    }

    private void tell(Scheduled scheduled, JobReport report, Instant now) {
        switch (report.getKind()) {
            case TAKEN -> tell(scheduled, Outcomes.event(scheduled, GenerationEventKind.STARTED, now));
            case SUBMITTED -> tell(scheduled, Outcomes.event(scheduled, GenerationEventKind.SUBMITTED, now));
            case PROGRESSED ->
                tell(
                        scheduled,
                        GenerationEvent.newBuilder(Outcomes.event(scheduled, GenerationEventKind.PROGRESSED, now))
                                .setProgress(report.getProgress().orElse(null))
                                .setMessage(report.getMessage().orElse(null))
                                .build());
            case SUBMITTING, SUCCEEDED, FAILED, CANCELED, UNKNOWN, LEASE_ENDED -> {}
        }
    }

    private void stopJob(Scheduled scheduled, Instant now) {
        var stop = new JobCanceled(id(scheduled), Outcomes.target(scheduled).getProvider(), now);
        effects.emit(id(scheduled), new Effect.StopJob(stop));
    }

    private void failed(Scheduled scheduled, Failure failure, Instant now) {
        health.failed(Outcomes.target(scheduled).getProvider(), account(scheduled), failure, now);
        if (failure instanceof Failure.Throttled throttled) {
            throttled.retryAfter().ifPresent(silence -> slots.pause(account(scheduled), now.plus(silence)));
        }
        int maxAttempts = scheduled
                .getAdmitted()
                .getMaxAttempts()
                .or(() -> stores.account(account(scheduled)).map(AccountDefined::getMaxAttempts))
                .orElse(1);
        boolean resumable = scheduled.getProviderRequestId().isPresent();
        // The same attempt always draws the same delay, so that a replayed decision is the same decision.
        var random = new SplittableRandom(31L * id(scheduled).hashCode() + scheduled.getAttempt());
        switch (retries.decide(failure, tried(scheduled), maxAttempts, resumable, random)) {
            case RetryPolicy.Decision.GiveUp _ -> finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
            case RetryPolicy.Decision.FailOver _ -> failOver(scheduled, failure, now);
            case RetryPolicy.Decision.RetryAfter(var delay) -> {
                if (isBetterElsewhere(scheduled, now)) {
                    failOver(scheduled, failure, now);
                } else {
                    retry(scheduled, failure, delay, now);
                }
            }
        }
    }

    private void retry(Scheduled scheduled, Failure failure, Duration delay, Instant now) {
        if (scheduled.getCanceled()) {
            finish(scheduled, Outcomes.canceled(scheduled, now), now);
            return;
        }
        Instant at = now.plus(delay);
        if (scheduled.getAdmitted().getDeadline().filter(at::isAfter).isPresent()) {
            finish(scheduled, Outcomes.failed(scheduled, late(), now), now);
            return;
        }
        var resting = Scheduled.newBuilder(scheduled)
                .setLeaseExpiresAt(null)
                .setRetryAt(delay.isZero() ? null : at)
                .setProviderRequestId(idToAskFor(scheduled, failure))
                .build();
        leases.remove(id(resting));
        stores.running().delete(id(resting));
        stores.waiting().put(id(resting), resting);
        tell(
                resting,
                GenerationEvent.newBuilder(Outcomes.event(resting, GenerationEventKind.RETRYING, now))
                        .setMessage(failure.detail())
                        .build());
        if (delay.isZero()) {
            slots.join(resting, now);
        } else {
            timers.set(at, id(resting));
        }
        slots.release(resting, now);
    }

    /** The provider's own word that it has failed ends what it calls by that id; silence and doubt do not. */
    private static @Nullable String idToAskFor(Scheduled scheduled, Failure failure) {
        return failure instanceof Failure.Uncertain || failure instanceof Failure.LeaseExpired
                ? scheduled.getProviderRequestId().orElse(null)
                : null;
    }

    /** The account is left alone for now, nothing is known to be under way there, and there is another. */
    private boolean isBetterElsewhere(Scheduled scheduled, Instant now) {
        return health.of(account(scheduled)).isOpen(now)
                && scheduled.getProviderRequestId().isEmpty()
                && scheduled.getAdmitted().getTargets().size() > 1;
    }

    private void failOver(Scheduled scheduled, Failure failure, Instant now) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        if (scheduled.getCanceled()) {
            finish(scheduled, Outcomes.canceled(scheduled, now), now);
            return;
        }
        if (admitted.getTargets().size() == 1) {
            finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
            return;
        }
        handBack(scheduled);
        letGo(scheduled, now);
    }

    /** To admission, which sends it to the next target. */
    private void handBack(Scheduled scheduled) {
        var returned = GenerationAdmitted.newBuilder(scheduled.getAdmitted())
                .setAttempts(scheduled.getAttempt())
                .build();
        effects.emit(returned.getRequest().getProject(), new Effect.Return(new GenerationReturned(returned)));
    }

    private void finish(Scheduled scheduled, GenerationOutcome decided, Instant now) {
        Optional<Cost> cost = Cost.of(scheduled, decided);
        var outcome = GenerationOutcome.newBuilder(decided)
                .setCostMicros(cost.map(Cost::micros).orElse(null))
                .build();
        settle(scheduled, cost.orElse(new Cost(0, false)));
        effects.emit(scheduled.getAdmitted().getRequest().getProject(), new Effect.Finish(outcome));
        letGo(scheduled, now);
    }

    private void letGo(Scheduled scheduled, Instant now) {
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

    /** What is free and cost nothing needs no settling. */
    private void settle(Scheduled scheduled, Cost cost) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        if (admitted.getReservedMicros().orElse(0L) > 0 || cost.micros() > 0) {
            var settled = new GenerationSettled(admitted, cost.micros(), cost.estimated());
            effects.emit(admitted.getRequest().getProject(), new Effect.Return(new GenerationReturned(settled)));
        }
    }

    private void rejectIfLimited(GenerationRequested request, Instant now) {
        Scheduled waiting = stores.waiting().get(request.getGenerationId());
        if (request.getOnLimit() == OnLimit.REJECT && waiting != null) {
            var failure = new Failure.LimitReached(
                    "the limit of %s at %s is reached".formatted(request.getProject(), account(waiting)),
                    Optional.of(slots.retryAfter(waiting, now)));
            finish(waiting, Outcomes.failed(waiting, failure, now), now);
        }
    }

    private Duration leaseOf(Scheduled scheduled) {
        return stores.account(account(scheduled))
                .map(account -> Duration.ofMillis(account.getLeaseMillis()))
                .orElse(DEFAULT_LEASE);
    }

    private @Nullable Scheduled find(String generationId) {
        Scheduled running = stores.running().get(generationId);
        return running != null ? running : stores.waiting().get(generationId);
    }

    private static boolean isRunning(Scheduled scheduled) {
        return scheduled.getLeaseExpiresAt().isPresent();
    }

    private void tell(Scheduled scheduled, GenerationEvent event) {
        effects.emit(scheduled.getAdmitted().getRequest().getProject(), new Effect.Tell(event));
    }

    private static String id(Scheduled scheduled) {
        return scheduled.getAdmitted().getRequest().getGenerationId();
    }

    private static String account(Scheduled scheduled) {
        return Outcomes.target(scheduled).getAccount();
    }

    private static Failure failure(JobReport report) {
        return report.getFailure()
                .map(Failures::fromEvent)
                .orElseGet(() -> new Failure.MalformedReply("the worker reported a failure without its cause"));
    }

    /** What no worker has started has to be started in time as well. */
    private static boolean isLate(Scheduled scheduled, Instant now) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        int earlier = tried(scheduled) - (isRunning(scheduled) ? 1 : 0);
        boolean started = earlier > 0 || scheduled.getTimings().getTakenAt().isPresent();
        return Stream.of(admitted.getDeadline(), started ? Optional.<Instant>empty() : admitted.getStartBy())
                .flatMap(Optional::stream)
                .anyMatch(deadline -> !deadline.isAfter(now));
    }

    /** How many attempts a worker took. */
    private static int tried(Scheduled scheduled) {
        return scheduled.getAttempt() - scheduled.getUntaken();
    }

    private static Failure late() {
        return new Failure.DeadlineExceeded("the deadline passed before a result came");
    }
}
