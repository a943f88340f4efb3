package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Writes the rows that a topic tells of. A record may be taken twice, and before or after any other: each write carries the
 * time that ranks it.
 */
final class RowLoop<V> implements Loop {
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Told<V> told;
    private final Patience patience;
    private final Intake<V> intake;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopping;

    RowLoop(KafkaClients kafka, SinkConfig config, Told<V> told, Patience patience, DeadLetters deadLetters) {
        this.told = requireNonNull(told);
        this.patience = requireNonNull(patience);
        this.intake = new Intake<>(told.topic(), patience, deadLetters);
        String identity = "%s-%s".formatted(config.identity(), told.what());
        String group = "%s-%s".formatted(config.group(), told.what());
        consumer = kafka.consumer(identity, GroupMembership.of(group, identity, config.maxInFlight()));
    }

    /**
     * What a topic tells.
     *
     * @param what  of what, in a word that its consumer group bears
     * @param topic where
     * @param write writes the rows of what was told in one request
     */
    record Told<V>(String what, Topic<String, V> topic, Function<List<V>, List<CompletableFuture<Void>>> write) {}

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(told.topic().name()));
            while (!stopping) {
                var records = consumer.poll(IDLE);
                if (!records.isEmpty()) {
                    write(read(records));
                    // A commit that is lost means that these are written again, which changes nothing.
                    consumer.commitAsync();
                }
            }
        } catch (WakeupException e) {
            if (!stopping) {
                throw e;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    private List<V> read(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<V> values = new ArrayList<>();
        for (var record : records) {
            intake.read(record).ifPresent(values::add);
        }
        return values;
    }

    private void write(List<V> values) throws InterruptedException {
        boolean _ = patience.call(() -> {
            Stages.await(told.write().apply(values));
            return true;
        });
    }
}
