package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.InputFiles;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.GenerationJob;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from taking to its final report, on a virtual thread of its own. What a bug of the provider means depends on
 * when it strikes: before the provider was asked nothing was started ({@code Unavailable}); after, nobody can tell
 * ({@code Uncertain}).
 */
final class JobRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final GenerationJob event;
    private final Provider provider;
    private final Staging staging;
    private final Answers answers;
    private final Slots slots;
    private final Questions questions;
    private final InputFiles inputs;
    private final JobReports reports;
    private final Watch watch;
    /** One for each time that the provider called back. */
    private final Semaphore wakes = new Semaphore(0);

    /** What was known last; none until the provider was asked. */
    private @Nullable String providerRequestId;

    /** Whether the provider may be at it, since the claim was confirmed or an earlier attempt submitted. */
    private boolean asked;
    /** Whether another worker has the job by now. */
    private boolean lost;

    JobRun(GenerationJob event, Hands hands, InputFiles inputs, JobReports reports, Watch watch) {
        this.event = event;
        this.provider = hands.provider();
        this.staging = hands.staging();
        this.answers = hands.answers();
        this.slots = hands.slots();
        this.questions = hands.questions();
        this.inputs = inputs;
        this.reports = reports;
        this.watch = watch;
        this.providerRequestId = event.getProviderRequestId().orElse(null);
    }

    /** Stops without a final word, so that another worker takes the job over. Called from any thread. */
    void handOver() {
        watch.stop(Watch.Stop.HAND_OVER);
    }

    /** Asks the provider at once, if it is waited for. Called from any thread. */
    void wake() {
        wakes.release();
    }

    /** Stops, and says so. Called from any thread. */
    void cancel() {
        watch.stop(Watch.Stop.CANCEL);
    }

    boolean isOf(String generationId) {
        return event.getGenerationId().equals(generationId);
    }

    @Override
    public void run() {
        try {
            conclude(attempt());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log("A job could not be reported", e);
        }
    }

    /** What a job ends with: a success to report, a failure to report, or nothing because another worker goes on. */
    private sealed interface Ending {
        record Done(Submission.Succeeded result, Staging.Staged files) implements Ending {}

        record Lost(Failure failure) implements Ending {}

        record Rejected(Answers.Judgement.Rejected answer) implements Ending {}

        record TooLate() implements Ending {}

        record Canceled() implements Ending {}

        record HandedOver() implements Ending {}
    }

    private void conclude(Ending ending) throws InterruptedException {
        switch (ending) {
            case Ending.Done(var result, var files) -> reports.succeeded(result, files.outputs());
            case Ending.Lost(var failure) -> reports.failed(failure);
            case Ending.Rejected(var answer) -> reports.rejected(answer);
            case Ending.TooLate() -> {
                reports.failed(new Failure.DeadlineExceeded("The deadline passed before the job was done."));
                cancelAtProvider();
            }
            case Ending.Canceled() -> {
                cancelAtProvider();
                reports.canceled();
            }
            case Ending.HandedOver() -> handOverNow();
        }
    }

    /** After the lease this is fenced; before it, the job comes back sooner. */
    private void handOverNow() throws InterruptedException {
        if (!asked) {
            reports.failed(new Failure.Unavailable("The worker stopped before the job was started."));
        } else if (providerRequestId != null) {
            // The report names the provider's id: whoever is next asks for the job by it.
            reports.failed(new Failure.LeaseExpired("The worker stopped; another asks for the job."));
        }
    }

    private void cancelAtProvider() {
        var id = providerRequestId;
        if (id != null) {
            JobReader.read(event, inputs, this::confirm).ifPresent(job -> cancel(job, id));
        }
    }

    private void cancel(Job job, String id) {
        try {
            provider.cancel(job, id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log("A job could not be canceled at its provider", e);
        }
    }

    private Ending attempt() {
        Ending ending;
        try {
            watch.begin(Duration.ofMillis(event.getHeartbeatMillis() / 3), reports::heartbeat, event.getDeadline());
            reports.taken();
            slots.acquire();
            try {
                ending = work();
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            ending = broken();
        } catch (RuntimeException | Error e) {
            log("A job was broken off by an error", e);
            ending = broken();
        }
        return judge(ending, watch.end());
    }

    /** A result counts whenever it comes, and so does an answer that is paid for; another failure after the order to stop is most likely the order's own doing. */
    private static Ending judge(Ending ending, Optional<Watch.Stop> stopped) {
        if (ending instanceof Ending.Done || ending instanceof Ending.Rejected || stopped.isEmpty()) {
            return ending;
        }
        return switch (stopped.get()) {
            case DEADLINE -> new Ending.TooLate();
            case CANCEL -> new Ending.Canceled();
            case HAND_OVER -> new Ending.HandedOver();
        };
    }

    private Ending broken() {
        return new Ending.Lost(
                asked
                        ? new Failure.Uncertain("The worker broke off; the provider may be at it.")
                        : new Failure.Unavailable("The worker broke off before the job was started."));
    }

    private Ending work() throws InterruptedException {
        Optional<Job> job = JobReader.read(event, inputs, this::confirm);
        if (job.isEmpty()) {
            return new Ending.Lost(
                    new Failure.InvalidRequest("The parameters are not a JSON object.", Optional.empty()));
        }
        if (!provider.capabilities().contains(event.getCapability())) {
            return new Ending.Lost(new Failure.InvalidRequest(
                    "%s does not do %s.".formatted(provider.name(), event.getCapability()), Optional.of("capability")));
        }
        Optional<Failure> refusal = answers.refusal(job.get());
        if (refusal.isPresent()) {
            return new Ending.Lost(refusal.get());
        }
        asked = providerRequestId != null || provider.repeatable();
        Submission answer = ask(job.get());
        if (lost) {
            return new Ending.HandedOver();
        }
        return switch (answer) {
            case Submission.Succeeded result -> judged(job.get(), result);
            case Submission.Failed(var failure) -> new Ending.Lost(finalWord(failure));
            case Submission.Pending _ -> throw new IllegalStateException("a pending job is asked for until it ends");
        };
    }

    /** Submits, or resumes what an earlier attempt submitted, and asks until there is a final word. */
    private Submission ask(Job job) throws InterruptedException {
        long begun = System.nanoTime();
        var known = providerRequestId;
        Submission answer = known == null ? submit(job) : provider.check(job, known, reports);
        var patience = new Patience(System::nanoTime);
        while (true) {
            note(answer);
            String id = providerRequestId;
            Optional<Duration> wait = patience.after(answer);
            if (id == null || wait.isEmpty()) {
                return answer;
            }
            if (!isWokenWithin(wait.get())) {
                boolean _ = isWokenWithin(questions.turn(begun));
            }
            answer = provider.check(job, id, reports);
        }
    }

    /** Whether the provider may be asked to start the job; {@link dev.atelier.connectors.provider.Claim}. */
    private boolean confirm() throws InterruptedException {
        lost = provider.repeatable() ? !reports.isOurs() : !reports.submitting();
        asked |= !lost;
        return !lost;
    }

    /** Asks the provider to take the job; once, whatever becomes of the answer. */
    private Submission submit(Job job) throws InterruptedException {
        var answer = provider.submit(job, reports);
        if (!asked && !(answer instanceof Submission.Failed)) {
            log("A provider started a job without confirming its claim", new IllegalStateException(provider.name()));
            asked = true;
        }
        var lookUp = provider.lookUp();
        return lookUp.isPresent() && answer instanceof Submission.Failed(Failure.Uncertain _)
                ? new LostAnswer(lookUp.get(), this::isWokenWithin).recover(job, answer)
                : answer;
    }

    /** Whether the provider calls back within {@code wait}; returns as soon as it does. */
    private boolean isWokenWithin(Duration wait) throws InterruptedException {
        boolean woken = wakes.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        wakes.drainPermits();
        return woken;
    }

    /** A provider's id is reported as soon as it is known: it is what keeps the job from being paid twice. */
    private void note(Submission answer) {
        if (answer instanceof Submission.Pending pending
                && !pending.providerRequestId().equals(providerRequestId)) {
            providerRequestId = pending.providerRequestId();
            reports.submitted(pending.providerRequestId());
        }
    }

    /** To be throttled promises that nothing was started, which does not hold once the provider has the job. */
    private Failure finalWord(Failure failure) {
        return failure instanceof Failure.Throttled && providerRequestId != null
                ? new Failure.Uncertain("The provider has the job and answers no questions about it.")
                : failure;
    }

    private Ending judged(Job job, Submission.Succeeded result) throws InterruptedException {
        return switch (answers.judge(job, result)) {
            case Answers.Judgement.Accepted(var accepted) -> {
                if (!accepted.equals(result)) {
                    Staging.discard(result.outputs());
                }
                yield store(job, accepted);
            }
            case Answers.Judgement.Rejected rejected -> {
                Staging.discard(result.outputs());
                yield new Ending.Rejected(rejected);
            }
            case Answers.Judgement.Unfit(var failure) -> {
                Staging.discard(result.outputs());
                yield new Ending.Lost(failure);
            }
        };
    }

    private Ending store(Job job, Submission.Succeeded result) throws InterruptedException {
        return switch (staging.stage(job, result.outputs())) {
            case Staging.Staged files -> new Ending.Done(result, files);
            case Staging.Unfit(var failure) -> new Ending.Lost(failure);
        };
    }

    private void log(String message, Throwable cause) {
        LOG.atError()
                .setCause(cause)
                .addKeyValue("generationId", event.getGenerationId())
                .addKeyValue("project", event.getProject())
                .addKeyValue("provider", event.getProvider())
                .addKeyValue("attempt", event.getAttempt())
                .log(message);
    }
}
