package dev.atelier.bench.manifests;

import dev.atelier.bench.process.Connection;
import dev.atelier.bench.process.EdgeProcess;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for manifests over HTTP, and hears of their ends as any consumer of the log does. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final String MODEL = "bench/reader";
    private static final String ACCOUNT = "bench-openai";
    private static final String PROVIDER = "openai";
    private static final int SLOTS = 512;
    private static final long PATIENCE_SECONDS = 60;
    private static final String INPUT = """
            {"type": "object", "required": ["image", "schema"], "properties": {
              "image": {"type": "string"}, "prompt": {"type": "string"}, "schema": {"type": "object"}}}""";

    private final Map<String, CompletableFuture<GenerationStatus>> ends = new ConcurrentHashMap<>();
    private final KafkaClients kafka;
    private final TopicTail<String, GenerationResult> results;

    Readers(Endpoints endpoints) {
        kafka = new KafkaClients(new KafkaConfig(
                endpoints.kafkaBootstrap(), endpoints.registry(), TopicSettings.SINGLE_BROKER, Map.of()));
        kafka.ensureTopics(List.of(PROVIDER));
        results = new TopicTail<>(kafka, kafka.topics().results(), TopicTail.Start.LATEST, (_, result) -> {
            if (result != null) {
                end(result.getGenerationId()).complete(result.getStatus());
            }
        });
    }

    /** A model that runs at {@code vendor}. */
    void define(VendorProcess vendor) {
        var account = AccountDefined.newBuilder()
                .setAccount(ACCOUNT)
                .setProvider(PROVIDER)
                .setConcurrency(SLOTS)
                .setMaxAttempts(1)
                .setBaseUrl(vendor.baseUrl())
                .build();
        var model = ModelDefined.newBuilder()
                .setModel(MODEL)
                .setTitle("Reads shelves")
                .setCapabilities(List.of(Capability.EXTRACT))
                .setInputSchema(INPUT)
                .setTargets(List.of(ModelTarget.newBuilder()
                        .setProvider(PROVIDER)
                        .setAccount(ACCOUNT)
                        .setProviderModel("bench-reader")
                        .build()))
                .build();
        try (EventProducer producer = kafka.producer("bench")) {
            producer.send(kafka.topics().accounts(), ACCOUNT, account).join();
            producer.send(kafka.topics().models(), MODEL, model).join();
        }
    }

    /** The id of one that is accepted; empty text for one that is not. */
    String submit(Connection connection, int shelf, String image) throws IOException {
        var input = Json.MAPPER
                .createObjectNode()
                .put("image", image)
                .put("prompt", Shelf.prompt(shelf))
                .set("schema", Json.MAPPER.readTree(Shelf.SCHEMA));
        var body = Json.MAPPER.createObjectNode().put("model", MODEL).set("input", input);
        var reply = connection.send("POST", "/v1/generations", EdgeProcess.KEY, body.toString());
        return reply.status() == 202
                ? Json.MAPPER.readTree(reply.text()).required("id").asString()
                : "";
    }

    /** Waits for its end; whether it succeeded. */
    boolean succeeds(String id) throws InterruptedException {
        try {
            return end(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS) == GenerationStatus.SUCCEEDED;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } finally {
            ends.remove(id);
        }
    }

    private CompletableFuture<GenerationStatus> end(String id) {
        return ends.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        results.close();
        kafka.close();
    }
}
