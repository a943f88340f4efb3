package dev.atelier.connectors.worker;

import dev.atelier.event.AccountCheckRequested;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hears whose credentials are to be tried, from now on. Thread-safe. */
public final class AccountChecks implements AutoCloseable {
    private static final Duration WORTH = Duration.ofMinutes(1);

    private final List<Consumer<AccountCheckRequested>> listeners = new CopyOnWriteArrayList<>();
    private final TopicTail<String, AccountCheckRequested> tail;

    public AccountChecks(KafkaClients kafka, InstantSource clock) {
        tail = new TopicTail<>(kafka, kafka.topics().accountChecks(), TopicTail.Start.LATEST, (_, request) -> {
            if (request != null && request.getRequestedAt().plus(WORTH).isAfter(clock.instant())) {
                listeners.forEach(listener -> listener.accept(request));
            }
        });
    }

    void listen(Consumer<AccountCheckRequested> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        tail.close();
    }
}
