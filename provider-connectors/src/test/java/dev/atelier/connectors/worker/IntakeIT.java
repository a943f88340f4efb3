package dev.atelier.connectors.worker;

import static dev.atelier.event.JobReportKind.FAILED;
import static dev.atelier.event.JobReportKind.SUBMITTED;
import static dev.atelier.event.JobReportKind.SUBMITTING;
import static dev.atelier.event.JobReportKind.SUCCEEDED;
import static dev.atelier.event.JobReportKind.TAKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.FailureKind;
import dev.atelier.event.ProviderCalledBack;
import dev.atelier.platform.kafka.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a worker takes jobs and lets go of them, on real servers. */
class IntakeIT {
    /** All tests share a group: to join one anew takes seconds less than to found one. */
    private static final String NAME = "it-intake-" + UUID.randomUUID();

    private Rig rig;
    private ScriptedProvider provider;

    @BeforeEach
    void start() {
        rig = new Rig();
        provider = rig.provider(NAME);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void passesOverAJobWhoseLeaseEndedBeforeItWasTaken() {
        List<String> submitted = new CopyOnWriteArrayList<>();
        provider.usual().onSubmit((job, _) -> {
            submitted.add(job.generationId());
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        rig.work(provider, 4);
        var old = Rig.job(provider);
        String stale = rig.send(old.setDispatchedAt(Instant.now().minusMillis(old.getHeartbeatMillis() + 1)));

        String fresh = rig.send(Rig.job(provider));

        await().atMost(Rig.PATIENCE).until(() -> submitted.contains(fresh));
        assertThat(submitted).doesNotContain(stale);
    }

    @Test
    void takesANewJobAtOnceWhileHundredsAreInFlight() {
        provider.usual().onSubmit((job, _) -> {
            if (job.parameters().has("slow")) {
                new CountDownLatch(1).await();
            }
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        var worker = rig.work(provider, 400);
        for (int slow = 0; slow < 200; slow++) {
            rig.send(Rig.job(provider).setParameters("{\"slow\":true}"));
        }
        await().atMost(Rig.PATIENCE).until(() -> worker.inFlight() == 200);

        long began = System.nanoTime();
        var id = rig.send(Rig.job(provider));
        rig.await(id, SUCCEEDED);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(worker.inFlight()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void runsNoMoreThanItsSlotsAndTakesTheRestLater() {
        var running = new CopyOnWriteArrayList<String>();
        var most = new CopyOnWriteArrayList<Integer>();
        provider.usual().onSubmit((job, _) -> {
            running.add(job.generationId());
            most.add(running.size());
            Thread.sleep(Duration.ofMillis(5));
            running.remove(job.generationId());
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(rig.send(Rig.job(provider)));
        }

        rig.work(provider, 3);

        ids.forEach(id -> rig.await(id, SUCCEEDED));
        assertThat(most).allMatch(count -> count <= 3);
        assertThat(provider.calls).containsAll(submits(ids)).doesNotHaveDuplicates();
    }

    @Test
    void sharesJobsWithAnotherWorkerAndRunsEachOnce() {
        rig.work(provider, 8);
        rig.work(provider, 8);

        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(rig.send(Rig.job(provider)));
        }

        ids.forEach(id -> rig.await(id, SUCCEEDED));
        assertThat(provider.calls).containsAll(submits(ids)).doesNotHaveDuplicates();
    }

    @Test
    void putsAsideWhatItCannotReadAndGoesOn() {
        var topic = rig.kafka.topics().jobs(provider.name());
        List<String> causes = new CopyOnWriteArrayList<>();
        try (var deadLetters = rig.kafka.consumer("it-dead-letters", Map.of("group.id", "it-" + provider.name()))) {
            deadLetters.subscribe(List.of("dead-letters"));
            rig.work(provider, 4);

            RecordMetadata bad = rig.producer
                    .send(new ProducerRecord<>(
                            topic.name(), 0, "account-it".getBytes(UTF_8), "no Avro".getBytes(UTF_8)))
                    .join();
            var good = rig.send(Rig.job(provider));

            rig.await(good, SUCCEEDED);
            await().atMost(Rig.PATIENCE).until(() -> {
                deadLetters.poll(Duration.ofMillis(100)).forEach(letter -> {
                    if (new String(
                                    letter.headers()
                                            .lastHeader(DeadLetters.TOPIC)
                                            .value(),
                                    UTF_8)
                            .equals(topic.name())) {
                        causes.add(new String(
                                letter.headers().lastHeader(DeadLetters.OFFSET).value(), UTF_8));
                    }
                });
                return !causes.isEmpty();
            });
            assertThat(causes).containsExactly(Long.toString(bad.offset()));
        }
    }

    @Test
    void letsJobsFinishWhenItStops() {
        var release = new CountDownLatch(1);
        provider.usual().onSubmit((_, _) -> {
            release.await();
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        var worker = rig.work(provider, 4);
        var id = rig.send(Rig.job(provider));
        rig.await(id, TAKEN);

        Thread stopping = Thread.ofVirtual().start(() -> worker.stop(Duration.ofSeconds(20)));
        release.countDown();

        rig.await(id, SUCCEEDED);
        await().atMost(Rig.PATIENCE).until(() -> !stopping.isAlive());
        assertThat(worker.inFlight()).isZero();
        assertThat(provider.calls).contains("close");
    }

    @Test
    void asksAtOnceWhenTheProviderCallsBack() {
        provider.usual()
                .onSubmit((_, _) -> new Submission.Pending("vendor-5", Duration.ofMinutes(1)))
                .onCheck((_, _) -> ScriptedProvider.succeeded(ScriptedProvider.PNG));
        rig.work(provider, 1);
        var id = rig.send(Rig.job(provider));
        rig.await(id, SUBMITTED);

        rig.producer
                .send(rig.kafka.topics().callbacks(), id, new ProviderCalledBack(id, provider.name(), Instant.now()))
                .join();

        rig.await(id, SUCCEEDED);
    }

    @Test
    void leavesAPendingJobToAnotherWorkerWhenItStops() {
        provider.usual()
                .onSubmit((_, _) -> new Submission.Pending("vendor-3", Duration.ofMinutes(1)))
                .onCheck((_, _) -> new Submission.Pending("vendor-3", Duration.ofMinutes(1)));
        var worker = rig.work(provider, 1);
        var id = rig.send(Rig.job(provider));
        rig.await(id, SUBMITTED);

        worker.stop(Duration.ofMillis(50));

        assertThat(worker.inFlight()).isZero();
        var last = rig.await(id, FAILED);
        assertThat(rig.kinds(id)).containsExactly(TAKEN, SUBMITTING, SUBMITTED, FAILED);
        assertThat(last.getFailure().orElseThrow().getKind()).isEqualTo(FailureKind.LEASE_EXPIRED);
        assertThat(last.getProviderRequestId()).contains("vendor-3");
        assertThat(provider.usual().calls).doesNotContain("cancel vendor-3");
    }

    @Test
    void givesBackAJobThatNeverGotASlotWhenItStops() {
        provider.usual().onSubmit((_, _) -> new Submission.Pending("vendor-4", Duration.ofMinutes(1)));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(rig.send(Rig.job(provider)));
        }
        var worker = rig.work(provider, 2);
        await().atMost(Rig.PATIENCE).until(() -> worker.inFlight() >= 2);

        worker.stop(Duration.ofMillis(50));

        var failed = ids.stream()
                .flatMap(id -> rig.reports(id).stream())
                .filter(report -> report.getKind() == FAILED)
                .toList();
        assertThat(failed)
                .allSatisfy(
                        report -> assertThat(report.getFailure().orElseThrow().getKind())
                                .isEqualTo(
                                        report.getProviderRequestId().isPresent()
                                                ? FailureKind.LEASE_EXPIRED
                                                : FailureKind.UNAVAILABLE));
        assertThat(provider.usual().calls.stream().filter(call -> call.equals("submit")))
                .hasSize(2);
    }

    private static List<String> submits(List<String> generationIds) {
        return generationIds.stream().map(id -> id + " submit").toList();
    }
}
