package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDefined;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The endpoints there are, as the log told, by id and by project. Thread-safe. */
public final class Endpoints implements AutoCloseable {
    private final Map<String, WebhookDefined> byId = new ConcurrentHashMap<>();
    private final Map<String, Map<String, WebhookDefined>> byProject = new ConcurrentHashMap<>();
    private final Optional<TopicTail<String, WebhookDefined>> tail;

    /** Endpoints that are fed by {@link #accept} alone. */
    Endpoints() {
        tail = Optional.empty();
    }

    /** The endpoints on the log. */
    public Endpoints(KafkaClients kafka) {
        tail = Optional.of(new TopicTail<>(kafka, kafka.topics().webhooks(), Start.EARLIEST, this::accept));
    }

    /** The endpoint of this id, whosever it is. */
    Optional<WebhookDefined> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The endpoint of this id, if it is the project's. */
    Optional<WebhookDefined> find(String project, String id) {
        return find(id).filter(endpoint -> endpoint.getProject().equals(project));
    }

    /** All of a project's, in no order. */
    Collection<WebhookDefined> of(String project) {
        return List.copyOf(byProject.getOrDefault(project, Map.of()).values());
    }

    /** Waits until every endpoint that was defined before this call is known here. */
    public void awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        if (tail.isPresent()) {
            tail.get().awaitEnd(timeout);
        }
    }

    /** Called on one thread at a time. */
    void accept(String id, @Nullable WebhookDefined defined) {
        requireNonNull(id);
        WebhookDefined before = defined == null ? byId.remove(id) : byId.put(id, defined);
        if (defined != null) {
            byProject
                    .computeIfAbsent(defined.getProject(), _ -> new ConcurrentHashMap<>())
                    .put(id, defined);
        } else if (before != null) {
            byProject.computeIfPresent(before.getProject(), (_, all) -> {
                all.remove(id);
                return all.isEmpty() ? null : all;
            });
        }
    }

    @Override
    public void close() {
        tail.ifPresent(TopicTail::close);
    }
}
