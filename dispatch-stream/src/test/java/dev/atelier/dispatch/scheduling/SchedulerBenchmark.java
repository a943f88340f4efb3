package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Lane;
import dev.atelier.event.Target;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One generation arrives and one that runs reports success, on stores in memory, when so many of 1,000 projects wait. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SchedulerBenchmark {
    private static final int PROJECTS = 1_000;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    static {
        // Avro copies only records that it was told to trust, and whoever deals with ids has told it.
        boolean _ = GenerationIds.isValid("");
    }

    private final Stores stores = MemoryStore.stores();
    private final RetryPolicy retries = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private final Queue<GenerationJob> jobs = new ArrayDeque<>();
    private final Scheduler scheduler =
            new Scheduler(stores, retries, Duration.ofMillis(10), (_, effect) -> happen(effect));
    private long arrivals;

    @Param({"0", "100000"})
    public int waiting;

    @Setup
    public void fill() {
        var account = AccountDefined.newBuilder()
                .setAccount("sketch")
                .setProvider("sketch")
                .setConcurrency(1)
                .build();
        stores.accounts().put("sketch", ValueAndTimestamp.make(account, 0L));
        scheduler.start(NOON);
        while (arrivals < waiting) {
            arrive();
        }
    }

    @Benchmark
    public Object arriveAndReport() {
        arrive();
        GenerationJob job = jobs.remove();
        scheduler.reported(success(job), NOON);
        return job;
    }

    private void arrive() {
        scheduler.arrived(admitted(arrivals), arrivals, NOON);
        arrivals++;
    }

    private void happen(Effect effect) {
        if (effect instanceof Effect.Dispatch(var job)) {
            jobs.add(job);
        }
    }

    private static GenerationAdmitted admitted(long number) {
        var request = GenerationRequested.newBuilder()
                .setGenerationId("generation-" + number)
                .setProject("project-" + number % PROJECTS)
                .setInput("{}")
                .setLane(Lane.NORMAL)
                .setRequestedAt(NOON)
                .build();
        return GenerationAdmitted.newBuilder()
                .setRequest(request)
                .setModel("atelier/sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setTargets(List.of(new Target("sketch", "sketch", "painter", "{}", null)))
                .setAdmittedAt(NOON)
                .build();
    }

    private static JobReport success(GenerationJob job) {
        return JobReport.newBuilder()
                .setGenerationId(job.getGenerationId())
                .setAccount(job.getAccount())
                .setAttempt(job.getAttempt())
                .setWorker("worker-1")
                .setKind(JobReportKind.SUCCEEDED)
                .setReportedAt(NOON)
                .build();
    }
}
