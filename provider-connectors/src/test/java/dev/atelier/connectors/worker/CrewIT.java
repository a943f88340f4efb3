package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.connectors.provider.Device;
import dev.atelier.event.AccountCheck;
import dev.atelier.event.AccountCheckRequested;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.event.WorkerDevice;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.kafka.TableView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers say of themselves, and what they make of it. */
class CrewIT {
    private static final Device COLD = new Device("cuda:1", Set.of(), 0, 100, Optional.empty());
    private static final Device WARM =
            new Device("cuda:0", Set.of("scripted"), 60, 100, Optional.of(new Device.Usage(Optional.of(0.5), 70, 200)));

    /** All tests share a group: to join one anew takes seconds less than to found one. */
    private static final String NAME = "it-crew-" + UUID.randomUUID();

    private final String one = "one-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();
    private Rig rig;
    private ScriptedProvider provider;
    private TableView<WorkerAnnounced> announced;

    @BeforeEach
    void start() {
        rig = new Rig();
        provider = rig.provider(NAME);
        announced = new TableView<>(rig.kafka, rig.kafka.topics().workers());
    }

    @AfterEach
    void stop() {
        announced.close();
        rig.close();
    }

    @Test
    void saysWhatItCanTakeOn() {
        provider.device = Optional.of(WARM);

        rig.work(provider, 3, one);

        assertThat(awaitWorker(one)).satisfies(worker -> {
            assertThat(worker.getSlots()).isEqualTo(3);
            assertThat(worker.getRunning()).isZero();
            assertThat(worker.getDraining()).isFalse();
            assertThat(worker.getDevice())
                    .contains(new WorkerDevice("cuda:0", List.of("scripted"), 60L, 100L, 0.5, 70L, 200L));
        });
    }

    @Test
    void saysThatItTakesNoMore() {
        var worker = rig.work(provider, 3, one);
        awaitWorker(one);

        worker.stop(Duration.ZERO);

        await().atMost(Rig.PATIENCE).until(() -> awaitWorker(one).getDraining());
    }

    @Test
    void forgetsWhoIsLongGone() {
        var gone = WorkerAnnounced.newBuilder()
                .setWorker("gone")
                .setProvider(provider.name())
                .setCapabilities(List.of())
                .setSlots(1)
                .setRunning(0)
                .setAt(Instant.now().minus(Duration.ofHours(2)))
                .build();
        rig.producer
                .send(rig.kafka.topics().workers(), provider.name() + "/gone", gone)
                .join();
        await().atMost(Rig.PATIENCE)
                .until(() ->
                        !rig.crew.unheardSince(provider.name(), Instant.now()).isEmpty());

        rig.work(provider, 1, one);

        await().atMost(Rig.PATIENCE)
                .until(() -> announced.get(provider.name() + "/gone").isEmpty());
    }

    @Test
    void leavesAJobToWhoeverHasItsModelLoaded() {
        provider.device = Optional.of(WARM);
        var cold = new ScriptedProvider(provider.name());
        cold.device = Optional.of(COLD);
        rig.work(provider, 4, one);
        rig.work(cold, 4, other);
        await().atMost(Rig.PATIENCE).until(() -> rig.crew.isWarmElsewhere(provider.name(), "scripted", other));

        for (int i = 0; i < 10; i++) {
            rig.await(rig.send(Rig.job(provider)), JobReportKind.SUCCEEDED);
        }

        assertThat(List.of(provider.calls.size(), cold.calls.size())).containsExactly(10, 0);
    }

    @Test
    void takesAJobAllTheSameWhenWhoeverHasItsModelIsBusy() {
        provider.device = Optional.of(WARM);
        var release = new CountDownLatch(1);
        provider.usual().onSubmit((_, _) -> {
            release.await();
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        rig.work(provider, 1, one);
        awaitWorker(one);
        rig.send(Rig.job(provider));
        await().atMost(Rig.PATIENCE).until(() -> provider.calls.size() == 1);
        var cold = new ScriptedProvider(provider.name());
        cold.device = Optional.of(COLD);
        rig.work(cold, 1, other);

        rig.await(rig.send(Rig.job(provider)), JobReportKind.SUCCEEDED);

        assertThat(cold.calls).hasSize(1);
        release.countDown();
    }

    @Test
    void triesTheCredentialsOfAnAccount() {
        provider.accountFailure = Optional.of(new Failure.AccountRefused("no such key"));
        rig.work(provider, 1, one);
        awaitWorker(one);

        rig.producer
                .send(
                        rig.kafka.topics().accountChecks(),
                        "account-it",
                        new AccountCheckRequested("check-1", "account-it", provider.name(), Instant.now()))
                .join();

        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(awaitWorker(one).getChecks())
                        .singleElement()
                        .satisfies(check -> {
                            assertThat(check.getRequestId()).isEqualTo("check-1");
                            assertThat(check.getFailure().map(GenerationFailure::getKind))
                                    .contains(FailureKind.ACCOUNT_REFUSED);
                        }));
        assertThat(awaitWorker(one).getChecks())
                .extracting(AccountCheck::getAccount)
                .containsExactly("account-it");
    }

    private WorkerAnnounced awaitWorker(String id) {
        String key = provider.name() + "/" + id;
        await().atMost(Rig.PATIENCE).until(() -> announced.get(key).isPresent());
        return announced.get(key).orElseThrow();
    }
}
