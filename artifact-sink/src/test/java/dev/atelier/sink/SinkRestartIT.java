package dev.atelier.sink;

import static dev.atelier.sink.Outcomes.sha256;
import static dev.atelier.sink.Surroundings.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.objects.ObjectKeys;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept and announced when a sink dies, whenever it dies. */
class SinkRestartIT {
    private static Surroundings around;

    private final String project = "p-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        around = new Surroundings("sink_restart_it");
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    @Test
    void announcesEachResultOnceThoughItsProcessIsKilled() throws Exception {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(400).toList();
        try (var doomed = new SinkProcess(around.config())) {
            send(ids.subList(0, 300));
            await().atMost(PATIENCE).until(() -> !around.resultsOf(project).isEmpty());

            doomed.kill();
        }
        var before = around.resultsOf(project).size();
        send(ids.subList(300, 400));
        try (var next = new SinkProcess(around.config())) {
            await().atMost(PATIENCE).until(() -> around.resultsOf(project).size() >= 400);
            assertThat(next.terminate()).isEqualTo(143);
        }
        around.awaitAllResults();

        assertThat(before).isLessThan(400);
        assertThat(around.resultsOf(project).stream()
                        .collect(groupingBy(GenerationResult::getGenerationId, counting())))
                .hasSize(400)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        assertThat(around.rows(project)).hasSize(400);
        assertThat(around.keys("projects/" + project + "/content/")).hasSize(400);
    }

    @Test
    void keepsOneObjectAndOneRowThoughItDiedBetweenTheTwo() throws Exception {
        var output = Outcomes.staged(project, id, "a fox");
        around.objects().put(output.getLocation().orElseThrow(), "a fox".getBytes(UTF_8), "image/png");
        var outcome = Outcomes.succeeded(project, id, output);
        new Artifacts(around.objects()).promote(outcome);
        around.send(outcome).join();

        try (var _ = SinkService.start(around.config())) {
            around.result(id);
        }

        assertThat(around.results(id))
                .extracting(GenerationResult::getStatus)
                .containsExactly(GenerationStatus.SUCCEEDED);
        assertThat(around.keys("projects/" + project + "/content/"))
                .containsExactly(ObjectKeys.content(project, sha256("a fox")));
        assertThat(around.keys("staging/" + project)).isEmpty();
        assertThat(around.status(project)).isEqualTo("succeeded");
    }

    @Test
    void announcesOnceThoughItDiedBetweenRowAndAnnouncing() {
        var outcome = Outcomes.succeeded(project, id, Outcomes.inline("a fox"));
        new OutcomeStore(around.objects(), new Rows(around.session()), new FinishedLately(), StoringTime.now())
                .keep(outcome);
        around.send(outcome).join();

        try (var _ = SinkService.start(around.config())) {
            around.result(id);
        }

        assertThat(around.results(id)).hasSize(1);
        assertThat(around.rows(project)).hasSize(1);
    }

    @Test
    void fencesASinkThatOnlyLookedDead() throws Exception {
        var begun = new CountDownLatch(1);
        var revived = new CountDownLatch(1);
        var store =
                new OutcomeStore(around.objects(), new Rows(around.session()), new FinishedLately(), StoringTime.now());
        var settler = new Settler(around.kafka().topics(), store::keep, new Patience(new Health()));
        var zombie = new OutcomeLoop(around.kafka(), around.config(), record -> {
            begun.countDown();
            try {
                revived.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return settler.settle(record);
        });
        var zombieRun = CompletableFuture.runAsync(
                zombie::run, work -> Thread.ofPlatform().name("zombie").start(work));
        around.send(Outcomes.succeeded(project, id, Outcomes.inline("a fox"))).join();
        begun.await();

        try (var _ = SinkService.start(around.config())) {
            around.result(id);
            revived.countDown();

            assertThatThrownBy(zombieRun::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(KafkaException.class);
            around.awaitAllResults();
            assertThat(around.results(id)).hasSize(1);
        }
    }

    @Test
    void finishesWhatIsInFlightWhenItIsClosed() throws Exception {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(50).toList();
        var sink = SinkService.start(around.config());
        send(ids);
        await().atMost(PATIENCE).until(() -> !around.resultsOf(project).isEmpty());

        sink.close();

        around.awaitAllResults();
        var announced = around.resultsOf(project).size();
        assertThat(around.rows(project)).hasSize(announced);
    }

    private void send(List<String> ids) throws Exception {
        around.flush(ids.stream()
                .map(each -> around.send(Outcomes.succeeded(project, each, Outcomes.inline("fox " + each))))
                .toList());
    }
}
