package dev.atelier.bench.edge;

import dev.atelier.bench.process.JavaProcess;
import dev.atelier.bench.process.Servers;
import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Timings;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Generations that have ended, as the sink keeps them. */
final class Ended {
    private static final String PROJECT = "default";
    private static final String MODEL = "atelier/sketch";
    private static final Duration POLL = Duration.ofMillis(100);

    private Ended() {}

    /** Has a sink store so many; returns their ids when all are stored. */
    static List<String> store(Endpoints endpoints, Path folder, int count) throws IOException, InterruptedException {
        var config = new KafkaConfig(
                endpoints.kafkaBootstrap(), endpoints.registry(), TopicSettings.SINGLE_BROKER, Map.of());
        List<String> ids = IntStream.range(0, count)
                .mapToObj(_ -> GenerationIds.create(Instant.now()))
                .toList();
        Set<String> left = ConcurrentHashMap.newKeySet();
        left.addAll(ids);
        var sink = new JavaProcess.Program(
                dev.atelier.sink.Main.class.getName(),
                List.of(),
                List.of("-Xmx256m"),
                Servers.environment(endpoints),
                folder.resolve("sink.log"));
        try (var kafka = new KafkaClients(config);
                var _ = new TopicTail<String, GenerationResult>(
                        kafka, kafka.topics().results(), TopicTail.Start.LATEST, (_, result) -> {
                            if (result != null) {
                                left.remove(result.getGenerationId());
                            }
                        });
                var process = JavaProcess.start(sink)) {
            try (EventProducer producer = kafka.producer("bench")) {
                ids.forEach(id -> {
                    var _ = producer.send(kafka.topics().outcomes(), PROJECT, outcome(id));
                });
                producer.flush();
            }
            process.await(left::isEmpty, POLL);
        }
        return ids;
    }

    private static GenerationOutcome outcome(String id) {
        var request = GenerationRequested.newBuilder()
                .setGenerationId(id)
                .setProject(PROJECT)
                .setModel(MODEL)
                .setInput("{\"prompt\": \"a red fox\"}")
                .setTags(List.of("bench"))
                .setLane(Lane.NORMAL)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(Instant.now())
                .build();
        return GenerationOutcome.newBuilder()
                .setRequest(request)
                .setModel(MODEL)
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setStatus(GenerationStatus.FAILED)
                .setAttempt(1)
                .setFailure(GenerationFailure.newBuilder()
                        .setKind(FailureKind.PROVIDER_FAILED)
                        .setMessage("It was not to be.")
                        .build())
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(request.getRequestedAt())
                        .setDecidedAt(Instant.now())
                        .build())
                .build();
    }
}
