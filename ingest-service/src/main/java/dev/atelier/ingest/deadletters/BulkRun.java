package dev.atelier.ingest.deadletters;

import dev.atelier.event.RedriveJob;
import dev.atelier.event.RedriveState;
import dev.atelier.ingest.deadletters.DeadLetterLog.Reading;
import dev.atelier.ingest.deadletters.DeadLetterLog.Span;
import dev.atelier.ingest.deadletters.Redrive.Outcome;
import dev.atelier.ingest.generation.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bulk redrive at work, on a thread of its own: what was there when it began, the oldest first, at its rate. What it
 * has done is in the audit, so another that asks for the same goes on where it was stopped.
 */
final class BulkRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkRun.class);
    private static final int WINDOW = 50;
    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final BulkOrder order;
    private final DeadLetterLog log;
    private final Redriver redriver;
    private final InstantSource clock;
    private final Consumer<RedriveJob> told;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile RedriveJob job;

    /** {@code told} hears how far it is, every second and at the end. */
    BulkRun(RedriveJob job, BulkOrder order, Tools tools, Consumer<RedriveJob> told) {
        this.job = job;
        this.order = order;
        this.log = tools.log();
        this.redriver = tools.redriver();
        this.clock = tools.clock();
        this.told = told;
    }

    /** What it works with. */
    record Tools(DeadLetterLog log, Redriver redriver, InstantSource clock) {}

    /** How far it is. */
    RedriveJob job() {
        return job;
    }

    /** Has it end before its next step. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            work();
            end(RedriveState.FINISHED, Optional.empty());
        } catch (InterruptedException _) {
            end(RedriveState.INTERRUPTED, Optional.empty());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("job", job.getJob()).log("A bulk redrive failed");
            end(RedriveState.FAILED, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void work() throws InterruptedException {
        var pacer = new Pacer(order.ratePerSecond(), System.nanoTime());
        try (var reading = log.open()) {
            for (Span rest : reading.since(order.filter().since())) {
                for (Span left = rest;
                        !left.isEmpty();
                        left = left.from(left.first(WINDOW).to())) {
                    window(reading, left.first(WINDOW), pacer);
                }
            }
        }
    }

    private void window(Reading reading, Span window, Pacer pacer) throws InterruptedException {
        List<DeadLetter> letters = reading.read(window);
        List<DeadLetter> matched =
                letters.stream().filter(order.filter()::matches).toList();
        List<DeadLetter> wanted = new ArrayList<>();
        matched.forEach(
                letter -> redriver.foresee(letter, redrive()).ifPresentOrElse(this::count, () -> wanted.add(letter)));
        count(RedriveJob.newBuilder(job)
                .setSeen(job.getSeen() + letters.size())
                .setMatched(job.getMatched() + matched.size())
                .setRedrivable(job.getRedrivable() + wanted.size()));
        await(Duration.ZERO);
        if (!order.dryRun()) {
            putBack(wanted, pacer);
        }
    }

    private void putBack(List<DeadLetter> wanted, Pacer pacer) throws InterruptedException {
        for (int i = 0; i < wanted.size(); i += pacer.step()) {
            var step = wanted.subList(i, Math.min(wanted.size(), i + pacer.step()));
            await(pacer.before(step.size(), System.nanoTime()));
            patiently(step).forEach(this::count);
        }
    }

    /** Outlasts a short absence of the broker, and another instance that puts something back at the same time. */
    private List<Outcome> patiently(List<DeadLetter> step) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return redriver.redrive(step, redrive());
            } catch (RefusedException e) {
                if (tries == TRIES) {
                    throw e;
                }
                await(PAUSE);
            }
        }
    }

    private Redrive redrive() {
        return new Redrive(order.keyId(), Optional.of(job.getJob()), order.forced());
    }

    private void count(Outcome outcome) {
        var next = RedriveJob.newBuilder(job);
        switch (outcome) {
            case Outcome.Redriven _ -> next.setRedriven(job.getRedriven() + 1);
            case Outcome.Done _ -> next.setDone(job.getDone() + 1);
            case Outcome.Refused _ -> next.setRefused(job.getRefused() + 1);
        }
        count(next);
    }

    private void count(RedriveJob.Builder next) {
        Instant now = clock.instant();
        if (Duration.between(job.getUpdatedAt(), now).compareTo(TELLING) < 0) {
            job = next.build();
        } else {
            job = next.setUpdatedAt(now).build();
            told.accept(job);
        }
    }

    private void await(Duration pause) throws InterruptedException {
        if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("stopped");
        }
    }

    private void end(RedriveState state, Optional<String> failure) {
        job = RedriveJob.newBuilder(job)
                .setState(state)
                .setFailure(failure.orElse(null))
                .setUpdatedAt(clock.instant())
                .build();
        told.accept(job);
    }
}
