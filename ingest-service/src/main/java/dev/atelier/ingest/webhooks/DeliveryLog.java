package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookAttempted;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The latest deliveries to each endpoint, from the first look on: an instance that nobody asks for them does not read them.
 * Thread-safe.
 */
public final class DeliveryLog implements AutoCloseable {
    /** Most deliveries of an endpoint that are shown. */
    public static final int MOST = 100;

    private static final int MOST_ATTEMPTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaClients kafka;
    private final Map<String, Latest> byLine = new ConcurrentHashMap<>();
    private Optional<TopicTail<String, WebhookAttempted>> opened = Optional.empty();

    public DeliveryLog(KafkaClients kafka) {
        this.kafka = requireNonNull(kafka);
    }

    /** The attempts of each of the latest deliveries to {@code line}, the delivery that was tried last first. */
    List<List<WebhookAttempted>> of(String line) throws InterruptedException {
        var tail = tail();
        try {
            tail.awaitEnd(PATIENCE);
        } catch (TimeoutException e) {
            throw RefusedException.unavailable("The deliveries could not be read in time.", e);
        }
        Latest latest = byLine.get(line);
        return latest == null ? List.of() : latest.newestFirst();
    }

    private synchronized TopicTail<String, WebhookAttempted> tail() {
        if (opened.isEmpty()) {
            opened =
                    Optional.of(new TopicTail<>(kafka, kafka.topics().webhookAttempts(), Start.EARLIEST, this::accept));
        }
        return opened.get();
    }

    private void accept(String line, @Nullable WebhookAttempted attempted) {
        if (attempted != null && DeliveryIds.isEndpoint(line)) {
            byLine.computeIfAbsent(line, _ -> new Latest()).add(attempted);
        }
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(TopicTail::close);
    }

    /** The latest deliveries of one line. */
    private static final class Latest {
        private final LinkedHashMap<String, List<WebhookAttempted>> deliveries = new LinkedHashMap<>();

        synchronized void add(WebhookAttempted attempted) {
            List<WebhookAttempted> attempts = new ArrayList<>();
            List<WebhookAttempted> before = deliveries.remove(attempted.getDeliveryId());
            if (before != null) {
                attempts.addAll(before.subList(Math.max(0, before.size() + 1 - MOST_ATTEMPTS), before.size()));
            }
            attempts.add(attempted);
            deliveries.putLast(attempted.getDeliveryId(), attempts);
            if (deliveries.size() > MOST) {
                deliveries.pollFirstEntry();
            }
        }

        synchronized List<List<WebhookAttempted>> newestFirst() {
            return deliveries.sequencedValues().reversed().stream()
                    .map(List::copyOf)
                    .toList();
        }
    }
}
