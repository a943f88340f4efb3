package dev.atelier.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationRequested;
import dev.atelier.stack.testing.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;

class OutsideProducerIT {
    private final EventSerdes serdes = EventSerdes.of(TestStack.endpoints().registry());
    private final Topics topics = new Topics(serdes, TopicSettings.SINGLE_BROKER);

    @Test
    void aProgramWithTheSchemasJarAloneCanAskForAGeneration() throws Exception {
        createTopics();
        createTopics();

        String id = runOutsideProducer("a red fox");

        GenerationRequested request = onlyRequest();
        assertThat(request.getGenerationId()).isEqualTo(id);
        assertThat(request.getInput()).isEqualTo("{\"prompt\":\"a red fox\"}");
    }

    /** Twice does no harm: services create topics whenever they start. */
    private void createTopics() {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", TestStack.endpoints().kafkaBootstrap()))) {
            TopicCreation.ensure(admin, topics.all(List.of("sketch")), (short) 1);
        }
    }

    /** In a JVM of its own, whose class path is this module and what it brings, without the test's own libraries. */
    private static String runOutsideProducer(String prompt) throws IOException, InterruptedException {
        String classPath = Files.readString(Path.of("target/runtime-class-path.txt"))
                        .strip() + ":target/classes:target/test-classes";
        var stack = TestStack.endpoints();
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath,
                        "outside.OutsideProducer",
                        stack.kafkaBootstrap(),
                        stack.registry().toString(),
                        "demo",
                        prompt)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().reduce((_, last) -> last).orElseThrow();
    }

    private GenerationRequested onlyRequest() {
        var requests = topics.requests();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestStack.endpoints().kafkaBootstrap(),
                        "group.id",
                        "outside-it",
                        "auto.offset.reset",
                        "earliest"),
                requests.keys().deserializer(),
                requests.values().deserializer())) {
            consumer.subscribe(List.of(requests.name()));
            for (int polls = 0; polls < 60; polls++) {
                var records = consumer.poll(Duration.ofSeconds(1));
                if (!records.isEmpty()) {
                    assertThat(records).hasSize(1);
                    return StreamSupport.stream(records.spliterator(), false)
                            .findFirst()
                            .orElseThrow()
                            .value();
                }
            }
        }
        throw new AssertionError("no request came within a minute");
    }
}
