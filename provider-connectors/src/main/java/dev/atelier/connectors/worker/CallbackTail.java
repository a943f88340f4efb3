package dev.atelier.connectors.worker;

import dev.atelier.event.ProviderCalledBack;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hears which jobs providers call back about, from now on. Thread-safe. */
public final class CallbackTail implements AutoCloseable {
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final TopicTail<String, ProviderCalledBack> tail;

    public CallbackTail(KafkaClients kafka) {
        tail = new TopicTail<>(
                kafka,
                kafka.topics().callbacks(),
                TopicTail.Start.LATEST,
                (generationId, _) -> listeners.forEach(listener -> listener.accept(generationId)));
    }

    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        tail.close();
    }
}
