package dev.atelier.dispatch.scheduling;

import static dev.atelier.dispatch.scheduling.Standing.account;
import static dev.atelier.dispatch.scheduling.Standing.id;
import static dev.atelier.dispatch.scheduling.Standing.isLate;
import static dev.atelier.dispatch.scheduling.Standing.isRunning;
import static dev.atelier.dispatch.scheduling.Standing.isTaken;
import static dev.atelier.dispatch.scheduling.Standing.project;
import static dev.atelier.dispatch.scheduling.Standing.provider;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.Scheduled;
import dev.atelier.event.Timings;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

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
    private final Purges purges;
    private final Slots slots;
    private final Exits exits;
    private final Sweeper sweeper;
    private final Wishes wishes;
    private final Setbacks setbacks;
    private final Effects effects;

    Scheduler(Stores stores, RetryPolicy retries, Duration commitInterval, Effects effects) {
        this(stores, retries, commitInterval, Sweeper.MOST_AT_ONCE, effects);
    }

    Scheduler(Stores stores, RetryPolicy retries, Duration commitInterval, int sweptAtOnce, Effects effects) {
        this.stores = stores;
        this.effects = effects;
        this.timers = new Timers(stores.timers());
        this.health = new Health(change -> effects.emit(change.getAccount(), new Effect.Judge(change)));
        this.purges = new Purges(stores.purges());
        this.slots = new Slots(
                stores,
                new Limits(stores, health, purges),
                new OnTheWay(commitInterval),
                report -> effects.emit(report.getAccount(), new Effect.Show(report)),
                this::lease);
        this.exits = new Exits(stores, leases, slots, effects);
        this.sweeper = new Sweeper(stores, purges, slots, exits, sweptAtOnce);
        this.wishes = new Wishes(stores, slots, purges, exits, effects);
        this.setbacks = new Setbacks(new Setbacks.Desk(stores, timers, leases, health, slots), retries, exits, effects);
    }

    /**
     * After a start: what runs has its lease anew, and accounts may have free slots that nobody will tell of. Emits nothing:
     * whoever would hear it is not there before the start is over. The first tick serves.
     */
    void start(Instant now) {
        try (var running = stores.running().all()) {
            running.forEachRemaining(entry -> {
                slots.occupy(entry.value, now);
                leases.set(entry.key, now.plus(leaseOf(entry.value)));
            });
        }
        slots.count();
        sweeper.start();
        slots.recheck(now);
    }

    /** When there is something to do, whatever is heard until then. */
    Optional<Instant> next() {
        return Stream.of(leases.next(), timers.next(), slots.next(), purges.next())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** A generation wants a slot. {@code sequence} is higher than that of all that arrived before. */
    void arrived(GenerationAdmitted admitted, long sequence, Instant now) {
        GenerationRequested request = admitted.getRequest();
        String id = request.getGenerationId();
        purges.arrived(sequence);
        if (stores.find(id) != null) {
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
        if (setbacks.isBetterElsewhere(scheduled, now)) {
            exits.handBack(scheduled);
        } else if (!slots.serveAtOnce(scheduled, now)) {
            stores.waiting().put(id, scheduled);
            slots.join(scheduled, now);
            Scheduled waiting = stores.waiting().get(id);
            if (waiting != null) {
                wishes.waits(waiting, now);
            }
        }
    }

    /** Somebody wants a generation stopped. */
    void canceled(String generationId, Instant now) {
        Scheduled scheduled = stores.find(generationId);
        if (scheduled != null) {
            wishes.stop(scheduled, now);
        }
    }

    /** Somebody wants a generation to go first in its flow. {@code sequence} is higher than that of all such orders before. */
    void moved(String generationId, long sequence, Instant now) {
        Scheduled scheduled = stores.find(generationId);
        if (scheduled != null) {
            wishes.goFirst(scheduled, sequence, now);
        }
    }

    /** Somebody wants the line emptied of what fits. {@code number} is higher than that of all purges before. */
    void purged(PurgeRequested purge, long number, Instant now) {
        sweeper.purge(purge, number, now);
    }

    /** By the clock here at both ends: a worker's may be another. */
    private static Duration took(Scheduled scheduled, Instant now) {
        return Duration.between(scheduled.getTimings().getDispatchedAt().orElse(now), now);
    }

    /** A worker says something. Reports of an attempt that is over are fenced, but for a success: it is paid for. */
    void reported(JobReport report, Instant now) {
        Scheduled scheduled = stores.find(report.getGenerationId());
        if (scheduled == null || !account(scheduled).equals(report.getAccount())) {
            return;
        }
        boolean current = isRunning(scheduled) && scheduled.getAttempt() == report.getAttempt();
        switch (report.getKind()) {
            case SUCCEEDED -> {
                health.succeeded(provider(scheduled), account(scheduled), took(scheduled, now), now);
                exits.finish(scheduled, Outcomes.succeeded(scheduled, report, now), now);
            }
            case FAILED -> {
                if (current) {
                    setbacks.failed(Standing.heard(scheduled, report), failure(report), now);
                }
            }
            case TAKEN, SUBMITTING, SUBMITTED, PROGRESSED, UNKNOWN -> {
                if (current) {
                    renew(scheduled, report, now);
                    tell(scheduled, report, now);
                    slots.taken(scheduled, now);
                }
                if (report.getKind() == JobReportKind.TAKEN && scheduled.getCanceled()) {
                    // It was on its way when it was canceled, so its worker may not have heard.
                    wishes.stopJob(scheduled, now);
                }
            }
            case CANCELED -> {
                if (current) {
                    exits.finish(scheduled, Outcomes.canceled(scheduled, report, now), now);
                }
            }
            case LEASE_ENDED -> {
                if (current && leases.isReminded(id(scheduled), report.getReportedAt())) {
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
            Scheduled scheduled = stores.find(id);
            if (scheduled != null) {
                due(scheduled, now);
            }
        }
        sweeper.goOn(now);
        slots.tick(now);
    }

    private void due(Scheduled scheduled, Instant now) {
        // A worker that has the job keeps to the deadline itself; a job that nobody took has no one who would.
        if (!isTaken(scheduled) && isLate(scheduled, now)) {
            exits.finish(scheduled, Outcomes.failed(scheduled, Outcomes.late(), now), now);
        } else if (scheduled.getRetryAt().filter(at -> !at.isAfter(now)).isPresent()) {
            if (purges.cover(scheduled)) {
                exits.finish(scheduled, Outcomes.failed(scheduled, Outcomes.purged(), now), now);
                return;
            }
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
        leases.remind(id(scheduled), now, now.plus(leaseOf(scheduled)));
        effects.emit(provider(scheduled), new Effect.Remind(Outcomes.leaseEnded(scheduled, now)));
    }

    private void leaseEnded(Scheduled scheduled, Instant now) {
        if (scheduled.getCanceled()) {
            exits.finish(scheduled, Outcomes.canceled(scheduled, now), now);
        } else if (scheduled.getAsked() && scheduled.getProviderRequestId().isEmpty()) {
            setbacks.failed(
                    scheduled, new Failure.Uncertain("the worker fell silent while it asked the provider"), now);
        } else if (scheduled.getTimings().getTakenAt().isPresent()) {
            setbacks.failed(scheduled, new Failure.LeaseExpired("the worker fell silent"), now);
        } else {
            var untaken = Scheduled.newBuilder(scheduled)
                    .setUntaken(scheduled.getUntaken() + 1)
                    .build();
            setbacks.retry(untaken, new Failure.LeaseExpired("no worker took the job"), Duration.ZERO, now);
        }
    }

    /** Called by {@link Slots} for whoever's turn it is. */
    private Scheduled lease(Scheduled waiting, AccountDefined account, Instant now) {
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
        return leased;
    }

    /** Each report renews the lease; what it tells that is new is kept. */
    private void renew(Scheduled scheduled, JobReport report, Instant now) {
        leases.set(id(scheduled), now.plus(leaseOf(scheduled)));
        Scheduled heard = Standing.heard(scheduled, report);
        if (!heard.equals(scheduled)) {
            stores.running().put(id(heard), heard);
        }
    }

    private void tell(Scheduled scheduled, JobReport report, Instant now) {
        switch (report.getKind()) {
            case TAKEN -> tell(scheduled, Outcomes.told(scheduled, GenerationEventKind.STARTED, now));
            case SUBMITTED -> tell(scheduled, Outcomes.event(scheduled, GenerationEventKind.SUBMITTED, now));
            case PROGRESSED ->
                tell(
                        scheduled,
                        GenerationEvent.newBuilder(Outcomes.told(scheduled, GenerationEventKind.PROGRESSED, now))
                                .setProgress(report.getProgress().orElse(null))
                                .setMessage(report.getMessage().orElse(null))
                                .setPreview(report.getPreview().orElse(null))
                                .build());
            case SUBMITTING, SUCCEEDED, FAILED, CANCELED, UNKNOWN, LEASE_ENDED -> {}
        }
    }

    private Duration leaseOf(Scheduled scheduled) {
        return stores.account(account(scheduled))
                .map(account -> Duration.ofMillis(account.getLeaseMillis()))
                .orElse(DEFAULT_LEASE);
    }

    private static Failure failure(JobReport report) {
        return report.getFailure()
                .map(Failures::fromEvent)
                .orElseGet(() -> new Failure.MalformedReply("the worker reported a failure without its cause"));
    }

    private void tell(Scheduled scheduled, GenerationEvent event) {
        effects.emit(project(scheduled), new Effect.Tell(event));
    }
}
