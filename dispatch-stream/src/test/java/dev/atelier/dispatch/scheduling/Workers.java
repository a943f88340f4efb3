package dev.atelier.dispatch.scheduling;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Output;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Workers that keep their contract, however slow they are: a job whose lease has ended is not taken, and a provider is asked
 * only when the log has that, written while the lease surely held.
 */
final class Workers {
    private final Vendor vendor;
    private final InstantSource clock;
    private final Consumer<JobReport> log;
    private final List<GenerationJob> jobs = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();
    private final Set<String> stopped = new HashSet<>();

    Workers(Vendor vendor, InstantSource clock, Consumer<JobReport> log) {
        this.vendor = vendor;
        this.clock = clock;
        this.log = log;
    }

    void offer(GenerationJob job) {
        jobs.add(job);
    }

    /** That {@code generation} is to be stopped is on its way to all of them. */
    void stop(String generation) {
        stops.add(generation);
    }

    boolean areIdle() {
        return jobs.isEmpty() && runs.isEmpty();
    }

    /** {@code heard}: whether its first word reaches the log; nobody waits for that. */
    void take(int which, boolean heard, Duration ahead) {
        if (jobs.isEmpty()) {
            return;
        }
        var run = new Run(jobs.remove(Math.floorMod(which, jobs.size())), ahead);
        if (!run.isStale()) {
            runs.add(run);
            run.heard = heard;
            run.begin();
            run.heard = true;
        }
    }

    /** {@code heard}: whether the log can be reached. */
    void work(int which, Vendor.Answer answer, boolean heard) {
        withRun(which, run -> {
            run.heard = heard;
            run.work(answer);
            run.heard = true;
        });
    }

    void beat(int which) {
        withRun(which, Run::beat);
    }

    void die(int which) {
        withRun(which, runs::remove);
    }

    void handOver(int which) {
        withRun(which, Run::handOver);
    }

    void hearStop(int which) {
        if (stops.isEmpty()) {
            return;
        }
        String generation = stops.remove(Math.floorMod(which, stops.size()));
        stopped.add(generation);
        List.copyOf(runs).stream().filter(run -> run.isOf(generation)).forEach(Run::cancel);
    }

    /** From here on all goes well, and quickly. */
    void finishAll() {
        while (!stops.isEmpty()) {
            hearStop(0);
        }
        while (!jobs.isEmpty()) {
            take(0, true, Duration.ZERO);
        }
        while (!runs.isEmpty()) {
            work(0, Vendor.Answer.SUCCEEDED, true);
        }
    }

    private void withRun(int which, Consumer<Run> action) {
        if (!runs.isEmpty()) {
            action.accept(runs.get(Math.floorMod(which, runs.size())));
        }
    }

    /** One job in the hands of one worker. */
    private final class Run {
        private final GenerationJob job;
        private final Duration ahead;
        private final Duration sure;
        private Instant sureUntil;
        private @Nullable String requestId;
        private boolean mayAsk;
        private boolean asked;
        private boolean heard = true;

        private Run(GenerationJob job, Duration ahead) {
            this.job = job;
            this.ahead = ahead;
            this.sure =
                    Duration.ofMillis(job.getHeartbeatMillis()).multipliedBy(2).dividedBy(3);
            this.sureUntil = job.getDispatchedAt().plus(sure);
            this.requestId = job.getProviderRequestId().orElse(null);
        }

        private boolean isOf(String generation) {
            return job.getGenerationId().equals(generation);
        }

        private boolean isStale() {
            return job.getDispatchedAt().plusMillis(job.getHeartbeatMillis()).isBefore(now());
        }

        private void begin() {
            say(JobReportKind.TAKEN);
            if (stopped.contains(job.getGenerationId())) {
                cancel();
            }
        }

        private void beat() {
            say(JobReportKind.UNKNOWN);
        }

        private void work(Vendor.Answer answer) {
            if (job.getDeadline().filter(deadline -> !deadline.isAfter(now())).isPresent()) {
                fail(new Failure.DeadlineExceeded("too late"));
            } else if (requestId != null) {
                hear(vendor.check(job.getGenerationId(), requestId, answer));
            } else if (mayAsk || vendor.isRepeatable()) {
                hear(vendor.submit(job.getGenerationId(), job.getAttempt(), answer));
            } else {
                say(JobReportKind.SUBMITTING);
                mayAsk = heard && now().isBefore(sureUntil);
                if (!mayAsk) {
                    handOver();
                }
            }
        }

        private void hear(Vendor.Reply reply) {
            asked = true;
            switch (reply) {
                case Vendor.Reply.Pending(var id) -> {
                    boolean known = id.equals(requestId);
                    requestId = id;
                    say(known ? JobReportKind.PROGRESSED : JobReportKind.SUBMITTED);
                }
                case Vendor.Reply.Succeeded() -> {
                    log(report(JobReportKind.SUCCEEDED)
                            .setOutputs(List.of(output()))
                            .build());
                    runs.remove(this);
                }
                case Vendor.Reply.Failed(var failure) -> fail(failure);
            }
        }

        private void fail(Failure failure) {
            log(report(JobReportKind.FAILED)
                    .setFailure(Failures.toEvent(failure))
                    .build());
            runs.remove(this);
        }

        private void cancel() {
            say(JobReportKind.CANCELED);
            runs.remove(this);
        }

        /** What nobody has begun is given back at once; for the rest its lease speaks. */
        private void handOver() {
            if (asked || requestId != null) {
                runs.remove(this);
            } else {
                fail(new Failure.Unavailable("not begun"));
            }
        }

        private void say(JobReportKind kind) {
            log(report(kind).build());
        }

        /** The log has it at once; a report that came too late does not bring the lease back. */
        private void log(JobReport report) {
            if (heard) {
                log.accept(report);
                if (now().isBefore(sureUntil)) {
                    sureUntil = now().plus(sure);
                }
            }
        }

        private JobReport.Builder report(JobReportKind kind) {
            return JobReport.newBuilder()
                    .setGenerationId(job.getGenerationId())
                    .setAccount(job.getAccount())
                    .setAttempt(job.getAttempt())
                    .setWorker("worker")
                    .setKind(kind)
                    .setReportedAt(now())
                    .setProviderRequestId(requestId);
        }

        private Instant now() {
            return clock.instant().plus(ahead);
        }
    }

    private static Output output() {
        return Output.newBuilder()
                .setMediaType("image/png")
                .setBytes(3L)
                .setSha256("0".repeat(64))
                .build();
    }
}
