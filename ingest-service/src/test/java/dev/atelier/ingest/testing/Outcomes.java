package dev.atelier.ingest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.PatternReference;
import dev.atelier.event.Timings;
import dev.atelier.ingest.testing.Pipeline.Made;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells what becomes of requests, as dispatch and the sink do: the row first, then the word. Thread-safe. */
public final class Outcomes implements AutoCloseable {
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String NO_REASON = "The studio was told to fail.";

    private final KafkaClients kafka;
    private final CqlSession session;
    private final ObjectStore objects;
    private final EventProducer producer;

    Outcomes(KafkaClients kafka, CqlSession session, ObjectStore objects) {
        this.kafka = kafka;
        this.session = session;
        this.objects = objects;
        producer = kafka.producer("outcomes");
    }

    /** What became of a request. */
    public record Decided(GenerationStatus status, Optional<FailureKind> failure, List<Made> made) {
        static Decided of(GenerationStatus status) {
            return new Decided(status, Optional.empty(), List.of());
        }

        static Decided failed(FailureKind kind) {
            return new Decided(GenerationStatus.FAILED, Optional.of(kind), List.of());
        }

        static Decided succeeded(List<Made> made) {
            return new Decided(GenerationStatus.SUCCEEDED, Optional.empty(), made);
        }
    }

    /** Stores what {@code request} would have made, {@code count} times. */
    List<Made> make(GenerationRequested request, int count) {
        Made made = switch (request.getCapability().orElse(Capability.TEXT_TO_IMAGE)) {
            case DESCRIBE -> made(request, "text/plain", "A red fox.".getBytes(UTF_8), "cc");
            case EXTRACT -> made(request, "application/json", "{\"animal\":\"fox\"}".getBytes(UTF_8), "dd");
            case TEXT_TO_IMAGE,
                    IMAGE_TO_IMAGE,
                    EDIT,
                    VARIATIONS,
                    UPSCALE,
                    REMOVE_BACKGROUND,
                    TEXT_TO_VIDEO,
                    IMAGE_TO_VIDEO,
                    UNKNOWN -> made(request, "image/png", PICTURE, "ee");
        };
        return Collections.nCopies(count, made);
    }

    private Made made(GenerationRequested request, String mediaType, byte[] content, String digit) {
        String sha256 = digit.repeat(32);
        String key = ObjectKeys.content(request.getProject(), sha256);
        objects.put(key, content, mediaType);
        return new Made(mediaType, content.length, sha256, key);
    }

    /** {@code request} was let in. */
    void queued(GenerationRequested request) {
        var admitted = GenerationAdmitted.newBuilder()
                .setRequest(request)
                .setModel(request.getModel().orElseThrow())
                .setCapability(request.getCapability().orElseThrow())
                .setTargets(List.of())
                .setAdmittedAt(Instant.now())
                .build();
        send(event(request, GenerationEventKind.QUEUED).setAdmitted(admitted).build());
    }

    /** {@code request} has begun. */
    void running(GenerationRequested request) {
        send(step(request, GenerationEventKind.STARTED).build());
    }

    /** {@code request} is half done. */
    void progressed(GenerationRequested request) {
        send(step(request, GenerationEventKind.PROGRESSED)
                .setProgress(0.5)
                .setMessage("drawing")
                .build());
    }

    private static GenerationEvent.Builder step(GenerationRequested request, GenerationEventKind kind) {
        return event(request, kind)
                .setAttempt(1)
                .setProvider("studio")
                .setWebhook(request.getWebhook().orElse(null))
                .setWebhookEvents(request.getWebhookEvents())
                .setWebhookFormat(request.getWebhookFormat().orElse(null));
    }

    /** {@code request} is half done, and looks like two bytes. */
    void seen(GenerationRequested request) {
        send(step(request, GenerationEventKind.PROGRESSED)
                .setProgress(0.5)
                .setPreview(ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xD8}))
                .build());
    }

    private static GenerationEvent.Builder event(GenerationRequested request, GenerationEventKind kind) {
        return GenerationEvent.newBuilder()
                .setGenerationId(request.getGenerationId())
                .setProject(request.getProject())
                .setRequestedAt(request.getRequestedAt())
                .setKind(kind)
                .setAt(Instant.now())
                .setAttempt(0);
    }

    private void send(GenerationEvent event) {
        producer.send(kafka.topics().events(), event.getProject(), event).join();
    }

    /** {@code request} is over. */
    void decide(GenerationRequested request, Decided decided) {
        row(request, decided);
        var result = GenerationResult.newBuilder()
                .setGenerationId(request.getGenerationId())
                .setProject(request.getProject())
                .setStatus(decided.status())
                .setModel(request.getModel().orElseThrow())
                .setCapability(request.getCapability().orElseThrow())
                .setAttempt(1)
                .setTags(request.getTags())
                .setWebhook(request.getWebhook().orElse(null))
                .setWebhookEvents(request.getWebhookEvents())
                .setWebhookFormat(request.getWebhookFormat().orElse(null))
                .setTrace(request.getTrace().orElse(null))
                .setArtifacts(List.of())
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(request.getRequestedAt())
                        .build())
                .build();
        producer.send(kafka.topics().results(), request.getProject(), result).join();
    }

    private void row(GenerationRequested request, Decided decided) {
        Instant at = request.getRequestedAt();
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        String project = request.getProject();
        String id = request.getGenerationId();
        session.execute("INSERT INTO generation_times (project, id, requested_at) VALUES (?, ?, ?)", project, id, at);
        session.execute("INSERT INTO generation_days (project, day) VALUES (?, ?)", project, day);
        PreparedStatement insert = session.prepare("""
                INSERT INTO generations (artifacts, project, day, requested_at, id, status, model, capability, input, \
                attempt, timings, failure_kind, failure_message, \
                pattern_id, pattern_version, pattern_format, pattern_template) \
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        var type = (UserDefinedType)
                ((ListType) insert.getVariableDefinitions().get(0).getType()).getElementType();
        session.execute(insert.bind(
                decided.made().stream().map(made -> artifact(type, id, made)).toList(),
                project,
                day,
                at,
                id,
                word(decided.status()),
                request.getModel().orElseThrow(),
                word(request.getCapability().orElseThrow()),
                request.getInput(),
                1,
                Map.of("requestedAt", at, "takenAt", at.plusMillis(5), "decidedAt", at.plusMillis(50)),
                decided.failure().map(FailureKind::name).orElse(null),
                decided.failure().map(_ -> NO_REASON).orElse(null),
                request.getPattern().map(PatternReference::getPatternId).orElse(null),
                request.getPattern().map(PatternReference::getVersion).orElse(null),
                request.getPattern().map(PatternReference::getFormat).orElse(null),
                request.getPattern().flatMap(PatternReference::getTemplate).orElse(null)));
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static UdtValue artifact(UserDefinedType type, String id, Made made) {
        return type.newValue()
                .setString("id", id + ".0")
                .setString("media_type", made.mediaType())
                .setLong("bytes", made.bytes())
                .setString("sha256", made.sha256())
                .setInt("width", 1)
                .setInt("height", 1)
                .setString("key", made.key());
    }

    @Override
    public void close() {
        producer.close();
    }
}
