package dev.atelier.dispatch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.junit.jupiter.api.Test;

/** What is on its way is in memory alone, and a start finds it in the state. */
class OnTheWayRestartTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(10);
    private static final int FIRST = 16;

    private final Stores stores = MemoryStore.stores();
    private final List<GenerationJob> jobs = new ArrayList<>();

    @Test
    void sendsNoMoreUntilOneOfThoseBeforeTheStartIsTaken() {
        Scheduler before = start();
        for (int number = 0; number < 2 * FIRST; number++) {
            before.arrived(admitted(number), number, NOON);
        }
        List<GenerationJob> sent = List.copyOf(jobs);
        assertThat(sent).hasSize(FIRST);

        Scheduler after = start();
        after.tick(NOON);
        assertThat(jobs).hasSize(FIRST);

        after.reported(taken(sent.getFirst()), NOON);
        assertThat(jobs).hasSize(FIRST + 1);
    }

    @Test
    void doesNotCountWhatWasTakenBefore() {
        Scheduler before = start();
        for (int number = 0; number < FIRST; number++) {
            before.arrived(admitted(number), number, NOON);
        }
        List.copyOf(jobs).forEach(job -> before.reported(taken(job), NOON));

        start().arrived(admitted(FIRST), FIRST, NOON);

        assertThat(jobs).hasSize(FIRST + 1);
    }

    /** What is emitted during the start itself would be heard by nobody: Kafka Streams fails the task for it. */
    @Test
    void servesWhoeverWaitsByTheFirstTickAndNotByTheStart() {
        Scheduler before = start();
        for (int number = 0; number < FIRST + 1; number++) {
            before.arrived(admitted(number), number, NOON);
        }
        List.copyOf(jobs).forEach(job -> stores.running().delete(job.getGenerationId()));

        Scheduler after = start();

        assertThat(jobs).hasSize(FIRST);
        assertThat(after.next()).contains(NOON);
        after.tick(NOON);
        assertThat(jobs).hasSize(FIRST + 1);
    }

    private Scheduler start() {
        var account = AccountDefined.newBuilder()
                .setAccount("sketch")
                .setProvider("sketch")
                .setConcurrency(1_000)
                .build();
        stores.accounts().put("sketch", ValueAndTimestamp.make(account, 0L));
        var retries = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1));
        var scheduler = new Scheduler(stores, retries, COMMIT_INTERVAL, (_, effect) -> {
            if (effect instanceof Effect.Dispatch(var job)) {
                jobs.add(job);
            }
        });
        scheduler.start(NOON);
        return scheduler;
    }

    private static GenerationAdmitted admitted(int number) {
        var request = GenerationRequested.newBuilder()
                .setGenerationId("generation-" + number)
                .setProject("demo")
                .setInput("{}")
                .setLane(Lane.BATCH)
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

    private static JobReport taken(GenerationJob job) {
        return JobReport.newBuilder()
                .setGenerationId(job.getGenerationId())
                .setAccount(job.getAccount())
                .setAttempt(job.getAttempt())
                .setWorker("worker-1")
                .setKind(JobReportKind.TAKEN)
                .setReportedAt(NOON)
                .build();
    }
}
