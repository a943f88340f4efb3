package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.dialect.Waiting;
import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.streams.Follow;
import dev.atelier.ingest.streams.Following;
import dev.atelier.ingest.streams.Sent;
import dev.atelier.ingest.streams.Since;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells the previews of pictures that are being made, while a call waits for them: those of one generation after the other, as
 * they are waited for. For one thread.
 */
final class PartialImages implements Waiting.Pulse, AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final long QUIET = Duration.ofSeconds(15).toNanos();
    private static final Since FROM_NOW = new Since(Optional.empty());

    private final JsonEvents events;
    private final String type;
    private final ImageBody asked;
    private final Deque<Following> followed = new ArrayDeque<>();
    private int told;
    private long lastSaid = System.nanoTime();

    /** One that tells events whose names begin with {@code kind} to the client that {@code asked}. */
    PartialImages(JsonEvents events, String kind, ImageBody asked) {
        this.events = requireNonNull(events);
        this.type = kind + ".partial_image";
        this.asked = requireNonNull(asked);
    }

    /** A picture on its way, as the event that shows it. */
    record Partial(
            String type,
            @JsonProperty("b64_json") String base64,
            @JsonProperty("partial_image_index") int index,
            @JsonProperty("created_at") long createdAt,
            String size,
            String quality,
            String background,
            @JsonProperty("output_format") String outputFormat) {}

    /** Begins to watch {@code begun}: as many of them as can be. */
    void follow(Follow follow, List<Generation> begun) throws InterruptedException {
        try {
            for (Generation generation : begun) {
                followed.addLast(follow.generation(generation.project(), generation.id(), FROM_NOW));
            }
        } catch (RefusedException _) {
            // Too many watch here. The pictures are being made, and come without previews.
        }
    }

    /** Tells what comes within a moment, and that somebody is still there when nothing came for long. */
    @Override
    public void beat() throws IOException, InterruptedException {
        if (!followed.isEmpty()) {
            Optional<Sent> next = followed.getFirst().next(MOMENT);
            if (next.isEmpty()) {
                followed.removeFirst().close();
            } else if (next.get() instanceof Sent.Event(News.OfGeneration news, var _)
                    && news.preview().isPresent()) {
                events.send(type, partial(news));
                lastSaid = System.nanoTime();
            }
        }
        if (System.nanoTime() - lastSaid > QUIET) {
            events.comment();
            lastSaid = System.nanoTime();
        }
    }

    private Partial partial(News.OfGeneration news) {
        return new Partial(
                type,
                news.previewInBase64().orElseThrow(),
                told++,
                news.at().getEpochSecond(),
                asked.size().orElse("auto"),
                asked.quality().orElse("auto"),
                asked.background().orElse("auto"),
                "jpeg");
    }

    @Override
    public void close() {
        followed.forEach(Following::close);
    }
}
