package dev.atelier.ingest.views;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The last value of each key of a topic, from the first look on: a view that nobody looks at costs nothing. Thread-safe.
 */
public final class LazyView<V> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaClients kafka;
    private final Topic<String, V> topic;
    private Optional<TableView<V>> opened = Optional.empty();
    private boolean isRead;

    public LazyView(KafkaClients kafka, Topic<String, V> topic) {
        this.kafka = requireNonNull(kafka);
        this.topic = requireNonNull(topic);
    }

    /** The value of {@code key}, a few milliseconds behind the log. */
    public Optional<V> get(String key) {
        return view().get(key);
    }

    /** All values, a few milliseconds behind the log, in no order. */
    public Collection<V> all() {
        return view().all();
    }

    /** Returns once the view holds everything that was committed before this call. */
    public void awaitEnd() {
        await(view());
    }

    private synchronized TableView<V> view() {
        TableView<V> view = opened.orElseGet(() -> new TableView<>(kafka, topic));
        opened = Optional.of(view);
        // Also after a look that did not wait long enough: nobody is to see a part of it.
        if (!isRead) {
            await(view);
            isRead = true;
        }
        return view;
    }

    private void await(TableView<V> view) {
        try {
            view.awaitEnd(PATIENCE);
        } catch (TimeoutException e) {
            throw RefusedException.unavailable("%s could not be read in time.".formatted(topic.name()), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(TableView::close);
    }
}
