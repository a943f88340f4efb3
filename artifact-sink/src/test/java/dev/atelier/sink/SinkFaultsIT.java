package dev.atelier.sink;

import static dev.atelier.sink.Surroundings.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.stack.testing.TestStack;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a sink does when a store is away or a record is not what it should be. */
class SinkFaultsIT {
    private static Surroundings around;
    private static Gate gate;
    private static SinkService sink;

    private final String project = "p-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        around = new Surroundings("sink_faults_it");
        gate = new Gate(TestStack.endpoints().cassandra());
        sink = SinkService.start(around.config("sink_faults_it", gate.address()));
    }

    @AfterAll
    static void stop() throws Exception {
        sink.close();
        gate.close();
        around.close();
    }

    @Test
    void losesNothingWhileCassandraIsAway() throws Exception {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(20).toList();
        gate.shut();

        around.flush(ids.stream()
                .map(each -> around.send(Outcomes.succeeded(project, each, Outcomes.inline("fox " + each))))
                .toList());
        await().atMost(PATIENCE).until(() -> !sink.healthy());
        around.awaitAllResults();
        var meanwhile = around.resultsOf(project);
        gate.reopen();

        await().atMost(PATIENCE).until(() -> around.resultsOf(project).size() == 20);
        assertThat(meanwhile).isEmpty();
        assertThat(around.resultsOf(project))
                .extracting(result -> result.getGenerationId())
                .isEqualTo(ids);
        assertThat(around.rows(project)).hasSize(20);
        await().atMost(PATIENCE).until(sink::healthy);
    }

    @Test
    void putsAnUnreadableOutcomeAsideAndGoesOn() throws Exception {
        var garbage =
                around.sendGarbage("outcomes", project, (byte) 1, (byte) 2).join();
        around.send(Outcomes.succeeded(project, id, Outcomes.inline("a fox"))).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.SUCCEEDED);
        assertThat(deadLetter("outcomes", garbage.partition(), garbage.offset()))
                .satisfies(letter -> {
                    assertThat(letter.value()).containsExactly(1, 2);
                    assertThat(header(letter, DeadLetters.SERVICE)).isEqualTo("artifact-sink");
                    assertThat(header(letter, DeadLetters.EXCEPTION)).contains("SerializationException");
                });
    }

    @Test
    void putsAnOutcomeOfAnUnknownSchemaAsideAndGoesOn() throws Exception {
        // Looks well-formed: a zero byte, then the id of a schema that nobody registered.
        byte[] bytes = {0, 0x7F, 0, 0, 1, 42};
        var garbage = around.sendGarbage("outcomes", project, bytes).join();
        around.send(Outcomes.rejected(project, id)).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(deadLetter("outcomes", garbage.partition(), garbage.offset()).value())
                .isEqualTo(bytes);
    }

    @Test
    void putsAnUnreadableEventAsideAndGoesOn() throws Exception {
        var garbage = around.sendGarbage("events", project, (byte) 3).join();
        around.send(Outcomes.queued(project, id)).join();

        await().atMost(PATIENCE).until(() -> around.status(project).equals("queued"));

        assertThat(deadLetter("events", garbage.partition(), garbage.offset()).value())
                .containsExactly(3);
    }

    @Test
    void announcesAnOutcomeWhoseIdIsNoNameWithoutKeepingIt() throws Exception {
        var badId = "../../" + id;
        around.send(Outcomes.rejected(project, badId)).join();

        var result = around.result(badId);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(around.rows(project)).isEmpty();
        assertThat(around.keys("")).noneMatch(key -> key.contains(id));
    }

    @Test
    void takesARegistryThatIsAwayForAnOutage() {
        var nowhere = EventSerdes.of(URI.create("http://127.0.0.1:1/apis/registry/v3"));
        var topic = new Topics(nowhere, TopicSettings.SINGLE_BROKER).outcomes();
        byte[] wellFormed = {0, 0, 0, 0, 1, 42};

        assertThatThrownBy(() -> topic.values().deserializer().deserialize("outcomes", wellFormed))
                .satisfies(e -> assertThat(Outage.isBehind(e)).isTrue());
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String topic, int partition, long offset) {
        var letters = new TopicPartition(Topics.DEAD_LETTERS, 0);
        try (var consumer = around.kafka().consumer("reader", Map.of())) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            return await().atMost(PATIENCE)
                    .until(
                            () -> StreamSupport.stream(
                                            consumer.poll(Duration.ofMillis(200))
                                                    .spliterator(),
                                            false)
                                    .filter(letter ->
                                            header(letter, DeadLetters.TOPIC).equals(topic)
                                                    && header(letter, DeadLetters.PARTITION)
                                                            .equals(Integer.toString(partition))
                                                    && header(letter, DeadLetters.OFFSET)
                                                            .equals(Long.toString(offset)))
                                    .filter(letter ->
                                            header(letter, DeadLetters.SERVICE).equals("artifact-sink"))
                                    .toList(),
                            found -> !found.isEmpty())
                    .getFirst();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String key) {
        return new String(letter.headers().lastHeader(key).value(), UTF_8);
    }
}
