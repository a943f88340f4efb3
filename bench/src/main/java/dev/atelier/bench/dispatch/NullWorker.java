package dev.atelier.bench.dispatch;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Output;
import dev.atelier.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees each job as soon as it is committed, and answers at once that it has succeeded; but what is not at the open account it
 * holds for ever.
 */
final class NullWorker implements AutoCloseable {
    private final Market market;
    private final Map<String, LongConsumer> waiting = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    NullWorker(Market market) {
        this.market = market;
        this.thread = Thread.ofPlatform().daemon().name("null-worker").start(this::work);
    }

    /** Tells {@code seen} the nanosecond when the job of {@code generationId} is seen; called on the worker's thread. */
    void onSeen(String generationId, LongConsumer seen) {
        waiting.put(generationId, seen);
    }

    private void work() {
        Topic<String, GenerationJob> topic = market.kafka().topics().jobs(Market.PROVIDER);
        try (KafkaConsumer<byte[], byte[]> consumer =
                market.kafka().consumer("null-worker", Map.of("max.poll.records", 5_000))) {
            consumer.assign(consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            while (!closed) {
                var records = consumer.poll(Duration.ofMillis(100));
                long now = System.nanoTime();
                for (var record : records) {
                    see(topic.values().deserializer().deserialize(topic.name(), record.value()), now);
                }
            }
        }
    }

    private void see(GenerationJob job, long now) {
        if (job.getAccount().equals(Market.OPEN)) {
            var _ = market.producer().send(market.kafka().topics().reports(), Market.PROVIDER, succeeded(job));
        }
        var seen = waiting.remove(job.getGenerationId());
        if (seen != null) {
            seen.accept(now);
        }
    }

    private static JobReport succeeded(GenerationJob job) {
        return JobReport.newBuilder()
                .setGenerationId(job.getGenerationId())
                .setAccount(job.getAccount())
                .setAttempt(job.getAttempt())
                .setWorker("null")
                .setKind(JobReportKind.SUCCEEDED)
                .setReportedAt(Instant.now())
                .setOutputs(List.of(
                        new Output("image/png", 1L, "0".repeat(64), 1, 1, null, ByteBuffer.wrap(new byte[] {1}))))
                .build();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
