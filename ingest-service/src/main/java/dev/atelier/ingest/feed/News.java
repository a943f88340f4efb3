package dev.atelier.ingest.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationResult;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.ingest.store.Generation.Progress;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.platform.failure.Failures;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Something that happened to a generation or a batch. Immutable, and small: it holds no input and no prompt. */
public sealed interface News {
    /** What happened. */
    EventType type();

    /** When. */
    Instant at();

    /** What it happened to. */
    Subject subject();

    /** The client's own labels. */
    List<String> tags();

    /** The model, where it is known. */
    Optional<String> model();

    /** Whether it belongs to batch {@code id}, or is about it. */
    boolean isOfBatch(String id);

    /**
     * Something happened to a generation.
     *
     * @param subject    which one
     * @param status     where it stands since
     * @param provider   where it runs or ran
     * @param attempt    how often it was dispatched
     * @param progress   how far it is, and what is being done
     * @param preview    how it looks so far, a JPEG of at most 32 KiB
     * @param fault      why it did not succeed
     * @param costMicros what it cost, in millionths
     * @param artifacts  what was made
     */
    record OfGeneration(
            EventType type,
            Instant at,
            Subject.OfGeneration subject,
            Status status,
            Optional<String> model,
            List<String> tags,
            Optional<String> provider,
            int attempt,
            Optional<Progress> progress,
            Optional<ByteBuffer> preview,
            Optional<Fault> fault,
            Optional<Long> costMicros,
            List<Artifact> artifacts)
            implements News {
        public OfGeneration {
            tags = List.copyOf(tags);
            artifacts = List.copyOf(artifacts);
        }

        /** The id of the batch it belongs to. */
        public Optional<String> batch() {
            return tags.stream()
                    .filter(tag -> tag.startsWith(BatchInputs.LABEL))
                    .map(tag -> tag.substring(BatchInputs.LABEL.length()))
                    .findFirst();
        }

        /** How it looks so far, for who takes no bytes. */
        public Optional<String> previewInBase64() {
            // Every watcher reads the same buffer.
            return preview.map(jpeg -> Base64.getEncoder().encode(jpeg.duplicate()))
                    .map(base64 -> ISO_8859_1.decode(base64).toString());
        }

        /** The same without its preview. */
        OfGeneration withoutPreview() {
            return new OfGeneration(
                    type,
                    at,
                    subject,
                    status,
                    model,
                    tags,
                    provider,
                    attempt,
                    progress,
                    Optional.empty(),
                    fault,
                    costMicros,
                    artifacts);
        }

        @Override
        public boolean isOfBatch(String id) {
            return tags.contains(BatchInputs.label(id));
        }
    }

    /** A batch stands otherwise than before. */
    record OfBatch(Batch batch) implements News {
        @Override
        public EventType type() {
            return EventType.ofBatch(batch.status());
        }

        @Override
        public Instant at() {
            return batch.updatedAt();
        }

        @Override
        public Subject subject() {
            return new Subject.OfBatch(batch.project(), batch.id());
        }

        @Override
        public List<String> tags() {
            return batch.tags();
        }

        @Override
        public Optional<String> model() {
            return batch.model();
        }

        @Override
        public boolean isOfBatch(String id) {
            return batch.id().equals(id);
        }
    }

    /** What a step is news of; empty for one that watchers are not told of. */
    static Optional<News> of(GenerationEvent event) {
        return type(event)
                .map(type -> new OfGeneration(
                        type,
                        event.getAt(),
                        new Subject.OfGeneration(event.getProject(), event.getGenerationId()),
                        status(event.getKind()),
                        event.getModel(),
                        event.getTags(),
                        event.getProvider(),
                        event.getAttempt(),
                        progress(event),
                        event.getPreview(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    /** The final word on a generation. */
    static Optional<News> of(GenerationResult result) {
        Status status = Status.of(result.getStatus());
        var timings = result.getTimings();
        return Optional.of(new OfGeneration(
                EventType.of(status),
                timings.getStoredAt().or(timings::getDecidedAt).orElse(timings.getRequestedAt()),
                new Subject.OfGeneration(result.getProject(), result.getGenerationId()),
                status,
                Optional.of(result.getModel()).filter(model -> !model.isEmpty()),
                result.getTags(),
                result.getProvider(),
                result.getAttempt(),
                Optional.empty(),
                Optional.empty(),
                result.getFailure()
                        .map(failure ->
                                new Fault(Failures.code(failure.getKind()), failure.getMessage(), failure.getField())),
                result.getCostMicros(),
                result.getArtifacts().stream()
                        .map(made -> new Artifact(
                                made.getId(),
                                made.getMediaType(),
                                made.getBytes(),
                                made.getSha256(),
                                made.getWidth(),
                                made.getHeight(),
                                made.getKey()))
                        .toList()));
    }

    /** Where a batch stands. */
    static Optional<News> of(BatchStatus status) {
        return Optional.of(new OfBatch(Batch.of(status)));
    }

    /** How {@code generation} stands {@code now}, for whoever begins to watch it. */
    static OfGeneration of(Generation generation, Instant now) {
        return new OfGeneration(
                EventType.of(generation.status()),
                now,
                new Subject.OfGeneration(generation.project(), generation.id()),
                generation.status(),
                generation.wanted().model(),
                generation.wanted().tags(),
                generation.provider(),
                generation.attempt(),
                generation.progress(),
                Optional.empty(),
                generation.fault(),
                generation.costMicros(),
                generation.artifacts());
    }

    private static Optional<EventType> type(GenerationEvent event) {
        return switch (event.getKind()) {
            case QUEUED -> Optional.of(EventType.QUEUED);
            case STARTED -> Optional.of(EventType.RUNNING);
            case SUBMITTED -> Optional.of(EventType.SUBMITTED);
            case PROGRESSED -> Optional.of(EventType.PROGRESS);
            case RETRYING -> Optional.of(EventType.RETRYING);
            case CANCELING -> Optional.of(EventType.CANCELING);
            // Where it stands in line changes with what others do, so it is read and not told.
            case WAITING, UNKNOWN -> Optional.empty();
        };
    }

    private static Status status(GenerationEventKind step) {
        return switch (step) {
            case QUEUED, WAITING, UNKNOWN -> Status.QUEUED;
            case STARTED, SUBMITTED, PROGRESSED, RETRYING -> Status.RUNNING;
            case CANCELING -> Status.CANCELING;
        };
    }

    private static Optional<Progress> progress(GenerationEvent event) {
        return event.getProgress().isEmpty() && event.getMessage().isEmpty()
                ? Optional.empty()
                : Optional.of(new Progress(event.getProgress(), event.getMessage()));
    }
}
