package dev.atelier.bench.sse;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Timings;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Puts on the log what dispatch and the sink would. */
final class Announcer implements AutoCloseable {
    private static final String PROJECT = "default";
    private static final String MODEL = "atelier/sketch";

    private final KafkaClients kafka;
    private final EventProducer producer;

    Announcer(Endpoints endpoints) {
        kafka = new KafkaClients(new KafkaConfig(
                endpoints.kafkaBootstrap(), endpoints.registry(), TopicSettings.SINGLE_BROKER, Map.of()));
        producer = kafka.producer("bench");
    }

    /** So many generations that are asked for and let in; their ids. */
    List<String> begin(int count) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(_ -> GenerationIds.create(Instant.now()))
                .toList();
        ids.forEach(id -> {
            GenerationRequested request = request(id);
            var _ = producer.send(kafka.topics().requests(), PROJECT, request);
            var _ = producer.send(kafka.topics().events(), PROJECT, queued(request));
        });
        producer.flush();
        return ids;
    }

    /** Announces that {@code id} is so far. */
    void progress(String id, double share) {
        var event = event(id, GenerationEventKind.PROGRESSED).setProgress(share).build();
        var _ = producer.send(kafka.topics().events(), PROJECT, event);
    }

    /** Announces the end of {@code id}; completes when that is on the topic. */
    CompletableFuture<RecordMetadata> end(String id) {
        var result = GenerationResult.newBuilder()
                .setGenerationId(id)
                .setProject(PROJECT)
                .setStatus(GenerationStatus.SUCCEEDED)
                .setModel(MODEL)
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setAttempt(1)
                .setTags(List.of("bench"))
                .setArtifacts(List.of())
                .setTimings(Timings.newBuilder().setRequestedAt(Instant.now()).build())
                .build();
        return producer.send(kafka.topics().results(), PROJECT, result);
    }

    private static GenerationRequested request(String id) {
        return GenerationRequested.newBuilder()
                .setGenerationId(id)
                .setProject(PROJECT)
                .setModel(MODEL)
                .setInput("{\"prompt\": \"a red fox\"}")
                .setTags(List.of("bench"))
                .setLane(Lane.NORMAL)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(Instant.now())
                .build();
    }

    private static GenerationEvent queued(GenerationRequested request) {
        return event(request.getGenerationId(), GenerationEventKind.QUEUED)
                .setAdmitted(GenerationAdmitted.newBuilder()
                        .setRequest(request)
                        .setModel(MODEL)
                        .setCapability(Capability.TEXT_TO_IMAGE)
                        .setTargets(List.of())
                        .setAdmittedAt(Instant.now())
                        .build())
                .build();
    }

    private static GenerationEvent.Builder event(String id, GenerationEventKind kind) {
        return GenerationEvent.newBuilder()
                .setGenerationId(id)
                .setProject(PROJECT)
                .setRequestedAt(Instant.now())
                .setKind(kind)
                .setAt(Instant.now())
                .setAttempt(1)
                .setProvider("sketch")
                .setModel(MODEL)
                .setTags(List.of("bench"));
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
