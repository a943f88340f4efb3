package dev.atelier.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ProjectDefined;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.testing.TestStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTailIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final KafkaClients kafka = new KafkaClients(new KafkaConfig(
            TestStack.endpoints().kafkaBootstrap(),
            TestStack.endpoints().registry(),
            TopicSettings.SINGLE_BROKER,
            Map.of()));
    private final EventProducer producer = kafka.producer("tail-it");

    @BeforeEach
    void createTopics() {
        kafka.ensureTopics(List.of());
    }

    @AfterEach
    void close() {
        producer.close();
        kafka.close();
    }

    @Test
    void showsEverythingThatWasWrittenBeforeTheWait() throws Exception {
        try (var projects = new TableView<>(kafka, kafka.topics().projects())) {
            for (int i = 0; i < 200; i++) {
                define("p" + i);
            }
            producer.flush();

            projects.awaitEnd(TIMEOUT);

            assertThat(projects.get("p0")).isPresent();
            assertThat(projects.get("p199")).isPresent();
        }
    }

    @Test
    void forgetsWhatWasDeleted() throws Exception {
        try (var projects = new TableView<>(kafka, kafka.topics().projects())) {
            define("short-lived");
            producer.send(kafka.topics().projects(), "short-lived", null).get();

            projects.awaitEnd(TIMEOUT);

            assertThat(projects.get("short-lived")).isEmpty();
        }
    }

    @Test
    void passesOverARecordThatCannotBeRead() throws Exception {
        try (var projects = new TableView<>(kafka, kafka.topics().projects())) {
            producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(
                            kafka.topics().projects().name(), new byte[] {'x'}, new byte[] {1, 2, 3}))
                    .get();
            define("after-garbage");
            producer.flush();

            projects.awaitEnd(TIMEOUT);

            assertThat(projects.get("after-garbage")).isPresent();
        }
    }

    private void define(String project) {
        var _ = producer.send(
                kafka.topics().projects(),
                project,
                new ProjectDefined(project, null, Map.of(), Map.of(), 1, null, null, List.of(), null, null));
    }
}
