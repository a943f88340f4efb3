package dev.atelier.ingest.views;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writes definitions to their compacted topic, and returns once this instance has seen them. Thread-safe. */
public final class DefinitionTopic<V> {
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(2);

    private final Seen seen;
    private final Topic<String, V> topic;
    private final Requests requests;

    /** Tells when this instance has seen what was written before. */
    @FunctionalInterface
    public interface Seen {
        void awaitEnd(Duration timeout) throws InterruptedException, TimeoutException;
    }

    public DefinitionTopic(Seen seen, Topic<String, V> topic, Requests requests) {
        this.seen = requireNonNull(seen);
        this.topic = requireNonNull(topic);
        this.requests = requireNonNull(requests);
    }

    /** {@code key} stands for nothing from now on, which nobody waits to see. */
    public void forget(String key) throws InterruptedException {
        send(key, null);
    }

    /** {@code key} stands for {@code definition} from now on; null: for nothing. */
    public void put(String key, @Nullable V definition) throws InterruptedException {
        send(key, definition);
        try {
            seen.awaitEnd(UNTIL_SEEN);
        } catch (TimeoutException e) {
            throw RefusedException.unavailable("It is on the log, but this instance has not seen it yet.", e);
        }
    }

    private void send(String key, @Nullable V definition) throws InterruptedException {
        requests.send(
                topic,
                key,
                definition,
                "This could not be written to the log in time. It may still take effect: look before you ask again.");
    }
}
