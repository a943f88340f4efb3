package dev.atelier.ingest.testing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.LineReported;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.OnLimit;
import dev.atelier.event.QueuePlace;
import dev.atelier.event.Timings;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.objects.ObjectStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Does by hand what dispatch, connectors and the sink do. */
public final class Pipeline {
    private static final String MODEL = "atelier/sketch";

    private final KafkaClients kafka;
    private final CqlSession session;
    private final ObjectStore objects;

    Pipeline(KafkaClients kafka, CqlSession session, ObjectStore objects) {
        this.kafka = kafka;
        this.session = session;
        this.objects = objects;
    }

    /** A row, as the sink writes it. */
    public record RowOf(String project, String id, Instant requestedAt, String status, String model, Set<String> tags) {
        /** A row of project default that stands so. */
        public static RowOf of(String id, Instant requestedAt, String status) {
            return new RowOf("default", id, requestedAt, status, MODEL, Set.of());
        }

        /** The same in another project. */
        public RowOf in(String other) {
            return new RowOf(other, id, requestedAt, status, model, tags);
        }

        /** The same with labels. */
        public RowOf tagged(String... labels) {
            return new RowOf(project, id, requestedAt, status, model, Set.of(labels));
        }
    }

    /** An artifact of a row. */
    public record Made(String mediaType, long bytes, String sha256, String key) {}

    /** A request as any producer may write it. */
    public static GenerationRequested request(String project, String id, String input) {
        return GenerationRequested.newBuilder()
                .setGenerationId(id)
                .setProject(project)
                .setModel(MODEL)
                .setInput(input)
                .setTags(List.of())
                .setLane(Lane.NORMAL)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(Instant.now())
                .build();
    }

    /** Writes {@code request} to the log, past the edge. */
    public void produce(GenerationRequested request) {
        try (var producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().requests(), request.getProject(), request)
                    .join();
        }
    }

    /** Defines or redefines an API key. */
    public void key(String keyId, String key, String project, boolean revoked) {
        var defined = ApiKeyDefined.newBuilder()
                .setKeyId(keyId)
                .setSha256(ApiKeys.hash(key))
                .setLastFour(key.substring(key.length() - 4))
                .setProject(project)
                .setCreatedAt(Instant.now())
                .setRevoked(revoked)
                .build();
        try (var producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().apiKeys(), keyId, defined).join();
        }
    }

    /** Defines an API key in every part. */
    public void key(ApiKeyDefined key) {
        try (var producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().apiKeys(), key.getKeyId(), key).join();
        }
    }

    /** Defines a model that makes pictures of texts, or draws over them. */
    public void model(String name, String inputSchema) {
        model(name, inputSchema, List.of(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE));
    }

    /** Defines a model that can do {@code capabilities}. */
    public void model(String name, String inputSchema, List<Capability> capabilities) {
        var defined = ModelDefined.newBuilder()
                .setModel(name)
                .setTitle(name)
                .setCapabilities(capabilities)
                .setInputSchema(inputSchema)
                .setTargets(List.of())
                .build();
        try (var producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().models(), name, defined).join();
        }
    }

    /** Announces that {@code request} was let in. */
    public void queued(GenerationRequested request) {
        var admitted = GenerationAdmitted.newBuilder()
                .setRequest(request)
                .setModel(MODEL)
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setTargets(List.of())
                .setAdmittedAt(Instant.now())
                .build();
        send(event(request, GenerationEventKind.QUEUED, 0).setAdmitted(admitted).build());
    }

    /** Announces that {@code request} stands in line there. */
    public void waiting(GenerationRequested request, QueuePlace place) {
        send(event(request, GenerationEventKind.WAITING, 0).setPlace(place).build());
    }

    /** Says how a line stands. */
    public void line(LineReported line) {
        try (var producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().lines(), line.getAccount(), line).join();
        }
    }

    /** Announces that {@code request} is so far in its first attempt. */
    public void progressed(GenerationRequested request, double share) {
        send(event(request, GenerationEventKind.PROGRESSED, 1)
                .setProvider("sketch")
                .setProgress(share)
                .setMessage("drawing")
                .build());
    }

    /** Announces that {@code request} is being stopped in its first attempt. */
    public void canceling(GenerationRequested request) {
        send(event(request, GenerationEventKind.CANCELING, 1)
                .setProvider("sketch")
                .build());
    }

    /** Tells where a batch stands. */
    public void tell(BatchStatus status) {
        try (EventProducer producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().batchStatus(), status.getBatchId(), status)
                    .join();
        }
    }

    /** Writes the row of a batch of project default that is over. */
    public void batchRow(String id, Instant requestedAt) {
        session.execute(
                "INSERT INTO batches (project, requested_at, id, status, total, succeeded, updated_at, revision)"
                        + " VALUES ('default', ?, ?, 'succeeded', 2, 2, ?, 5)",
                requestedAt,
                id,
                requestedAt);
    }

    private static GenerationEvent.Builder event(GenerationRequested request, GenerationEventKind kind, int attempt) {
        return GenerationEvent.newBuilder()
                .setGenerationId(request.getGenerationId())
                .setProject(request.getProject())
                .setRequestedAt(request.getRequestedAt())
                .setKind(kind)
                .setAt(Instant.now())
                .setAttempt(attempt)
                .setModel(MODEL)
                .setTags(request.getTags());
    }

    private void send(GenerationEvent event) {
        try (EventProducer producer = kafka.producer("pipeline")) {
            producer.send(kafka.topics().events(), event.getProject(), event).join();
        }
    }

    /** Announces the final word, after its row is written. */
    public void announce(RowOf row, GenerationStatus status) {
        announce(row, status, null);
    }

    /** The same for a request that wants it posted to {@code webhook}. */
    public void announce(RowOf row, GenerationStatus status, @Nullable String webhook) {
        announce(List.of(row), status, webhook);
    }

    /** Announces the final words on many. */
    public void announce(List<RowOf> rows, GenerationStatus status) {
        announce(rows, status, null);
    }

    /** The same for requests that want it posted to {@code webhook}. */
    public void announce(List<RowOf> rows, GenerationStatus status, @Nullable String webhook) {
        try (var producer = kafka.producer("pipeline")) {
            var sent = rows.stream()
                    .map(row -> producer.send(kafka.topics().results(), row.project(), result(row, status, webhook)))
                    .toList();
            sent.forEach(CompletableFuture::join);
        }
    }

    private static GenerationResult result(RowOf row, GenerationStatus status, @Nullable String webhook) {
        return GenerationResult.newBuilder()
                .setGenerationId(row.id())
                .setProject(row.project())
                .setStatus(status)
                .setModel(row.model())
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setAttempt(1)
                .setTags(List.copyOf(row.tags()))
                .setWebhook(webhook)
                .setArtifacts(List.of())
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(row.requestedAt())
                        .setStoredAt(Instant.now())
                        .build())
                .build();
    }

    /** Stores an object. */
    public void store(Made made, byte[] content) {
        objects.put(made.key(), content, made.mediaType());
    }

    /** What the object store has under {@code key}. */
    public boolean hasObject(String key) {
        return objects.find(key).isPresent();
    }

    /** Forgets the row of {@code row}, as the sink does. */
    public void forget(RowOf row) {
        session.execute(
                "UPDATE generation_times SET forgotten = true WHERE project = ? AND id = ?", row.project(), row.id());
        session.execute(
                "DELETE FROM generations WHERE project = ? AND day = ? AND requested_at = ? AND id = ?",
                row.project(),
                LocalDate.ofInstant(row.requestedAt(), ZoneOffset.UTC),
                row.requestedAt(),
                row.id());
    }

    /** Writes a row with what was made. */
    public void row(RowOf row, Made... artifacts) {
        var day = LocalDate.ofInstant(row.requestedAt(), ZoneOffset.UTC);
        session.execute(
                "INSERT INTO generation_times (project, id, requested_at) VALUES (?, ?, ?)",
                row.project(),
                row.id(),
                row.requestedAt());
        session.execute("INSERT INTO generation_days (project, day) VALUES (?, ?)", row.project(), day);
        PreparedStatement insert = session.prepare("""
                INSERT INTO generations (artifacts, project, day, requested_at, id, status, model, capability, input, \
                tags, attempt, timings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        var type = (UserDefinedType)
                ((ListType) insert.getVariableDefinitions().get(0).getType()).getElementType();
        session.execute(insert.bind(
                List.of(artifacts).stream().map(made -> udt(type, row, made)).toList(),
                row.project(),
                day,
                row.requestedAt(),
                row.id(),
                row.status(),
                row.model(),
                "text-to-image",
                "{\"prompt\":\"a red fox\"}",
                row.tags(),
                1,
                Map.of("requestedAt", row.requestedAt())));
    }

    private static UdtValue udt(UserDefinedType type, RowOf row, Made made) {
        return type.newValue()
                .setString("id", row.id() + ".0")
                .setString("media_type", made.mediaType())
                .setLong("bytes", made.bytes())
                .setString("sha256", made.sha256())
                .setInt("width", 4)
                .setInt("height", 4)
                .setString("key", made.key());
    }
}
