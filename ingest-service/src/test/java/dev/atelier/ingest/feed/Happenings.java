package dev.atelier.ingest.feed;

import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Status;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** News of project demo, on partition 0 of each topic. */
final class Happenings {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Part EVENTS = new Part(Source.EVENTS, 0);
    static final Part RESULTS = new Part(Source.RESULTS, 0);
    static final Part BATCHES = new Part(Source.BATCHES, 0);

    private Happenings() {}

    /** Generation {@code id} took a step. */
    static News.OfGeneration step(String id, EventType type) {
        return happening(id, type, Status.RUNNING);
    }

    /** Generation {@code id} is so far, and is seen. */
    static News.OfGeneration preview(String id) {
        var news = GenerationEvent.newBuilder()
                .setGenerationId(id)
                .setProject("demo")
                .setRequestedAt(NOON)
                .setKind(GenerationEventKind.PROGRESSED)
                .setAt(NOON)
                .setAttempt(1)
                .setProgress(0.5)
                .setPreview(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build();
        return (News.OfGeneration) News.of(news).orElseThrow();
    }

    /** Generation {@code id} is over. */
    static News.OfGeneration success(String id) {
        return happening(id, EventType.SUCCEEDED, Status.SUCCEEDED);
    }

    private static News.OfGeneration happening(String id, EventType type, Status status, String... tags) {
        return new News.OfGeneration(
                type,
                NOON,
                new Subject.OfGeneration("demo", id),
                status,
                Optional.of("atelier/sketch"),
                List.of(tags),
                Optional.of("sketch"),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Generation {@code id} took a step; it carries {@code tags}. */
    static News.OfGeneration tagged(String id, String... tags) {
        return happening(id, EventType.RUNNING, Status.RUNNING, tags);
    }

    /** Batch {@code id} stands so. */
    static News.OfBatch batch(String id, BatchState state, long revision) {
        return new News.OfBatch(Batch.of(BatchStatus.newBuilder()
                .setBatchId(id)
                .setProject("demo")
                .setState(state)
                .setTotal(2)
                .setCounts(BatchCounts.newBuilder().build())
                .setRequestedAt(NOON)
                .setAt(NOON)
                .setRevision(revision)
                .build()));
    }

    /** {@code news} at {@code offset} of the topic where such lie, written so many seconds after noon. */
    static Entry at(long offset, News news) {
        Part part = switch (news) {
            case News.OfBatch _ -> BATCHES;
            case News.OfGeneration of -> of.type().isFinal() ? RESULTS : EVENTS;
        };
        return new Entry(part, offset, NOON.plusSeconds(offset), news);
    }
}
