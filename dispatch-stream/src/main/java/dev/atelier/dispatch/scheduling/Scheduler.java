package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.JobReport;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Scheduled;
import dev.atelier.event.Timings;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the accounts of one task: who waits, who runs, what follows a report or its absence. Holds no state but the
 * stores; time is what its caller says. A generation is in exactly one of three states: in line, holding a lease, or
 * waiting for its next attempt; {@link Scheduled} tells which.
 */
final class Scheduler {
    private final Stores stores;
    private final Timers timers;
    private final Slots slots;
    private final RetryPolicy retries;
    private final Effects effects;
    /** Reports may have waited on the log while no scheduler ran, so no lease ends before they had time to be read. */
    private Instant startedAt = Instant.MIN;

    Scheduler(Stores stores, RetryPolicy retries, Effects effects) {
        this.stores = stores;
        this.retries = retries;
        this.effects = effects;
        this.timers = new Timers(stores.timers());
        this.slots = new Slots(stores, this::lease);
    }

    /** After a start: every account may have free slots that nobody will tell of. */
    void start(Instant now) {
        startedAt = now;
        slots.wakeAll(now);
    }

    /** A generation wants a slot at {@code account}. */
    void arrived(String account, GenerationAdmitted admitted, Instant now) {
        GenerationRequested request = admitted.getRequest();
        if (stores.scheduled().get(request.getGenerationId()) != null) {
            return;
        }
        var scheduled = Scheduled.newBuilder()
                .setAdmitted(admitted)
                .setSequence(slots.nextSequence(account))
                .setAttempt(admitted.getAttempts())
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(request.getRequestedAt())
                        .setAdmittedAt(admitted.getAdmittedAt())
                        .build())
                .build();
        save(scheduled);
        request.getDeadline().ifPresent(deadline -> timers.set(deadline, request.getGenerationId()));
        slots.join(account, scheduled, now);
        rejectIfLimited(request, now);
    }

    /** A worker says something. Reports of an attempt that is over are fenced, but for a success: it is paid for. */
    void reported(JobReport report, Instant now) {
        Scheduled scheduled = stores.scheduled().get(report.getGenerationId());
        if (scheduled == null || !account(scheduled).equals(report.getAccount())) {
            return;
        }
        boolean current = scheduled.getLeaseExpiresAt().isPresent() && scheduled.getAttempt() == report.getAttempt();
        switch (report.getKind()) {
            case SUCCEEDED -> finish(scheduled, Outcomes.succeeded(scheduled, report, now), now);
            case FAILED -> {
                if (current) {
                    failed(heard(scheduled, report, now), failure(report), now);
                }
            }
            case TAKEN, SUBMITTED, PROGRESSED, UNKNOWN -> {
                if (current) {
                    save(heard(scheduled, report, now));
                    tell(scheduled, report, now);
                }
            }
        }
    }

    /** Time has passed: leases end, retries and deadlines come, buckets fill. */
    void tick(Instant now) {
        for (String generationId : timers.due(now)) {
            Scheduled scheduled = stores.scheduled().get(generationId);
            if (scheduled != null) {
                due(scheduled, now);
            }
        }
        slots.serveWoken(now);
    }

    private void due(Scheduled scheduled, Instant now) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        Optional<Instant> lease = scheduled.getLeaseExpiresAt();
        if (lease.isPresent()) {
            dueWithLease(scheduled, lease.get(), now);
        } else if (isLate(request, now)) {
            finish(scheduled, Outcomes.failed(scheduled, late(), now), now);
        } else if (scheduled.getRetryAt().filter(at -> !at.isAfter(now)).isPresent()) {
            var ready = Scheduled.newBuilder(scheduled).setRetryAt(null).build();
            save(ready);
            slots.join(account(ready), ready, now);
        }
    }

    /** A worker that has the job keeps to the deadline itself; a job that nobody took has no one who would. */
    private void dueWithLease(Scheduled scheduled, Instant lease, Instant now) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        boolean taken = scheduled.getTimings().getTakenAt().isPresent();
        if (!taken && isLate(request, now)) {
            finish(scheduled, Outcomes.failed(scheduled, late(), now), now);
        } else if (lease.isAfter(now)) {
            timers.set(lease, request.getGenerationId());
        } else if (startedAt.plus(leaseOf(scheduled)).isAfter(now)) {
            timers.set(startedAt.plus(leaseOf(scheduled)), request.getGenerationId());
        } else if (taken) {
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
        Instant expires = now.plusMillis(account.getLeaseMillis());
        var leased = Scheduled.newBuilder(waiting)
                .setAttempt(waiting.getAttempt() + 1)
                .setLeaseExpiresAt(expires)
                .setTimings(Timings.newBuilder(waiting.getTimings())
                        .setDispatchedAt(now)
                        .setTakenAt(null)
                        .setSubmittedAt(null)
                        .build())
                .build();
        save(leased);
        timers.set(expires, leased.getAdmitted().getRequest().getGenerationId());
        effects.emit(account.getAccount(), new Effect.Dispatch(Outcomes.job(leased, account.getLeaseMillis(), now)));
    }

    /** Each report renews the lease and may tell something new. */
    private Scheduled heard(Scheduled scheduled, JobReport report, Instant now) {
        var timings = Timings.newBuilder(scheduled.getTimings());
        switch (report.getKind()) {
            case TAKEN -> timings.setTakenAt(report.getReportedAt());
            case SUBMITTED -> timings.setSubmittedAt(report.getReportedAt());
            case FAILED -> timings.setReportedAt(report.getReportedAt());
            case PROGRESSED, SUCCEEDED, UNKNOWN -> {}
        }
        return Scheduled.newBuilder(scheduled)
                .setLeaseExpiresAt(now.plus(leaseOf(scheduled)))
                .setWorker(report.getWorker())
                .setProviderRequestId(report.getProviderRequestId()
                        .or(scheduled::getProviderRequestId)
                        .orElse(null))
                .setTimings(timings.build())
                .build();
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
            case SUCCEEDED, FAILED, UNKNOWN -> {}
        }
    }

    private void failed(Scheduled scheduled, Failure failure, Instant now) {
        int maxAttempts = slots.defined(account(scheduled))
                .map(AccountDefined::getMaxAttempts)
                .orElse(1);
        boolean resumable = scheduled.getProviderRequestId().isPresent();
        String id = scheduled.getAdmitted().getRequest().getGenerationId();
        // The same attempt always draws the same delay, so that a replayed decision is the same decision.
        var random = new SplittableRandom(31L * id.hashCode() + scheduled.getAttempt());
        int tried = scheduled.getAttempt() - scheduled.getUntaken();
        switch (retries.decide(failure, tried, maxAttempts, resumable, random)) {
            case RetryPolicy.Decision.GiveUp _ -> finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
            case RetryPolicy.Decision.FailOver _ -> failOver(scheduled, failure, now);
            case RetryPolicy.Decision.RetryAfter(var delay) -> retry(scheduled, failure, delay, now);
        }
    }

    private void retry(Scheduled scheduled, Failure failure, Duration delay, Instant now) {
        Instant at = now.plus(delay);
        if (scheduled
                .getAdmitted()
                .getRequest()
                .getDeadline()
                .filter(at::isAfter)
                .isPresent()) {
            finish(scheduled, Outcomes.failed(scheduled, late(), now), now);
            return;
        }
        var resting = Scheduled.newBuilder(scheduled)
                .setLeaseExpiresAt(null)
                .setRetryAt(delay.isZero() ? null : at)
                .setProviderRequestId(idToAskFor(scheduled, failure))
                .build();
        save(resting);
        tell(
                resting,
                GenerationEvent.newBuilder(Outcomes.event(resting, GenerationEventKind.RETRYING, now))
                        .setMessage(failure.detail())
                        .build());
        if (delay.isZero()) {
            slots.rejoin(account(resting), resting, now);
        } else {
            timers.set(at, resting.getAdmitted().getRequest().getGenerationId());
            slots.release(account(resting), now);
        }
    }

    /** The provider's own word that it has failed ends what it calls by that id; silence and doubt do not. */
    private static @Nullable String idToAskFor(Scheduled scheduled, Failure failure) {
        return failure instanceof Failure.Uncertain || failure instanceof Failure.LeaseExpired
                ? scheduled.getProviderRequestId().orElse(null)
                : null;
    }

    private void failOver(Scheduled scheduled, Failure failure, Instant now) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        if (admitted.getTargets().size() == 1) {
            finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
            return;
        }
        var elsewhere = GenerationAdmitted.newBuilder(admitted)
                .setTargets(
                        admitted.getTargets().subList(1, admitted.getTargets().size()))
                .setAttempts(scheduled.getAttempt())
                .build();
        stores.scheduled().delete(admitted.getRequest().getGenerationId());
        effects.emit(elsewhere.getTargets().getFirst().getAccount(), new Effect.Enqueue(elsewhere));
        slots.release(account(scheduled), now);
    }

    private void finish(Scheduled scheduled, GenerationOutcome outcome, Instant now) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        stores.scheduled().delete(request.getGenerationId());
        effects.emit(request.getProject(), new Effect.Finish(outcome));
        if (scheduled.getLeaseExpiresAt().isPresent()) {
            slots.release(account(scheduled), now);
        } else if (scheduled.getRetryAt().isEmpty()) {
            slots.leave(account(scheduled), scheduled);
        }
    }

    private void rejectIfLimited(GenerationRequested request, Instant now) {
        Scheduled scheduled = stores.scheduled().get(request.getGenerationId());
        if (request.getOnLimit() == OnLimit.REJECT
                && scheduled != null
                && scheduled.getLeaseExpiresAt().isEmpty()) {
            var failure = new Failure.LimitReached(
                    "the limit of %s at %s is reached".formatted(request.getProject(), account(scheduled)),
                    Optional.of(slots.retryAfter(account(scheduled), request.getProject(), now)));
            finish(scheduled, Outcomes.failed(scheduled, failure, now), now);
        }
    }

    private Duration leaseOf(Scheduled scheduled) {
        return Duration.ofMillis(slots.defined(account(scheduled))
                .map(AccountDefined::getLeaseMillis)
                .orElse(0L));
    }

    private void save(Scheduled scheduled) {
        stores.scheduled().put(scheduled.getAdmitted().getRequest().getGenerationId(), scheduled);
    }

    private void tell(Scheduled scheduled, GenerationEvent event) {
        effects.emit(scheduled.getAdmitted().getRequest().getProject(), new Effect.Tell(event));
    }

    private static String account(Scheduled scheduled) {
        return Outcomes.target(scheduled).getAccount();
    }

    private static Failure failure(JobReport report) {
        return report.getFailure()
                .map(Failures::fromEvent)
                .orElseGet(() -> new Failure.MalformedReply("the worker reported a failure without its cause"));
    }

    private static boolean isLate(GenerationRequested request, Instant now) {
        return request.getDeadline().filter(deadline -> !deadline.isAfter(now)).isPresent();
    }

    private static Failure late() {
        return new Failure.DeadlineExceeded("the deadline passed before a result came");
    }
}
