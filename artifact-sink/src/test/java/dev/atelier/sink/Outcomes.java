package dev.atelier.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Output;
import dev.atelier.event.Target;
import dev.atelier.event.Timings;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.schemas.GenerationIds;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as dispatch sends them. */
final class Outcomes {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String INPUT = "{\"prompt\":\"a red fox\",\"seed\":7,\"scale\":1.5}";

    static {
        // Avro builds only events that it was told to trust, and whoever deals with ids has told it.
        boolean _ = GenerationIds.isValid("");
    }

    private Outcomes() {}

    static GenerationRequested request(String project, String id) {
        return GenerationRequested.newBuilder()
                .setGenerationId(id)
                .setProject(project)
                .setModel("sketch")
                .setInput(INPUT)
                .setTags(List.of("demo", "fox"))
                .setLane(Lane.INTERACTIVE)
                .setOnLimit(OnLimit.QUEUE)
                .setParentId("the-parent")
                .setApiKeyId("key-1")
                .setRequestedAt(NOON)
                .build();
    }

    static GenerationOutcome succeeded(String project, String id, Output... outputs) {
        return outcome(project, id, GenerationStatus.SUCCEEDED)
                .setAttempt(2)
                .setTarget(target())
                .setWorker("worker-3")
                .setProviderRequestId("remote-1")
                .setOutputs(List.of(outputs))
                .setMetrics(Map.of("inferenceSeconds", 1.25))
                .setDetails(Map.of("endpoint", "sketch://local", "seed", "7"))
                .setCostMicros(1_500L)
                .build();
    }

    static GenerationOutcome failed(String project, String id) {
        return outcome(project, id, GenerationStatus.FAILED)
                .setAttempt(3)
                .setTarget(target())
                .setFailure(failure(FailureKind.THROTTLED, null, 2_000L))
                .build();
    }

    /** Stopped by its worker, which says what that cost. */
    static GenerationOutcome canceled(String project, String id) {
        return outcome(project, id, GenerationStatus.CANCELED)
                .setAttempt(1)
                .setTarget(target())
                .setWorker("worker-3")
                .setProviderRequestId("remote-1")
                .setCostMicros(40_000L)
                .build();
    }

    /** Stopped while it stood in line. */
    static GenerationOutcome canceledInLine(String project, String id) {
        return outcome(project, id, GenerationStatus.CANCELED)
                .setAttempt(0)
                .setTarget(target())
                .build();
    }

    static GenerationOutcome rejected(String project, String id) {
        return outcome(project, id, GenerationStatus.REJECTED)
                .setAttempt(0)
                .setFailure(failure(FailureKind.INVALID_REQUEST, "prompt", null))
                .build();
    }

    static GenerationEvent queued(String project, String id) {
        var admitted = GenerationAdmitted.newBuilder()
                .setRequest(request(project, id))
                .setModel("atelier/sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setTargets(List.of(target()))
                .setAdmittedAt(NOON.plusMillis(5))
                .build();
        return event(project, id, GenerationEventKind.QUEUED, 0)
                .setAdmitted(admitted)
                .build();
    }

    static GenerationEvent started(String project, String id) {
        return event(project, id, GenerationEventKind.STARTED, 1)
                .setProvider("sketch")
                .build();
    }

    static GenerationEvent canceling(String project, String id) {
        return event(project, id, GenerationEventKind.CANCELING, 1)
                .setProvider("sketch")
                .build();
    }

    /** Somebody changes it a minute later, for good if it is forgotten then. */
    static GenerationAmended.Builder amended(String project, String id) {
        return GenerationAmended.newBuilder()
                .setGenerationId(id)
                .setProject(project)
                .setRequestedAt(NOON)
                .setAmendedAt(NOON.plusSeconds(60));
    }

    static Output inline(String content) {
        return output(content)
                .setContent(ByteBuffer.wrap(content.getBytes(UTF_8)))
                .build();
    }

    static Output staged(String project, String id, String content) {
        return output(content)
                .setLocation(ObjectKeys.staging(project, id, 2, 0))
                .build();
    }

    static String sha256(String content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Output.Builder output(String content) {
        return Output.newBuilder()
                .setMediaType("image/png")
                .setBytes(content.length())
                .setSha256(sha256(content))
                .setWidth(64)
                .setHeight(32);
    }

    private static GenerationOutcome.Builder outcome(String project, String id, GenerationStatus status) {
        return GenerationOutcome.newBuilder()
                .setRequest(request(project, id))
                .setModel("atelier/sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setStatus(status)
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(NOON)
                        .setAdmittedAt(NOON.plusMillis(5))
                        .setDecidedAt(NOON.plusMillis(900))
                        .build());
    }

    private static GenerationEvent.Builder event(String project, String id, GenerationEventKind kind, int attempt) {
        return GenerationEvent.newBuilder()
                .setGenerationId(id)
                .setProject(project)
                .setRequestedAt(NOON)
                .setKind(kind)
                .setAt(NOON.plusMillis(20))
                .setAttempt(attempt);
    }

    private static Target target() {
        return new Target("sketch", "sketch-default", "sketch-1", INPUT, 0L);
    }

    private static GenerationFailure failure(
            FailureKind kind, @Nullable String field, @Nullable Long retryAfterMillis) {
        return new GenerationFailure(kind, "It cannot be done.", field, retryAfterMillis);
    }
}
