package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Alarm;
import dev.atelier.dispatch.Effect;
import dev.atelier.event.PurgeRequested;
import dev.atelier.schemas.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Stage two. Hands each signal and each tick of the clock to a {@link Scheduler}, and forwards what it decides. */
public final class Scheduling implements ProcessorSupplier<String, Signal, String, Effect> {
    private final EventSerdes serdes;
    private final RetryPolicy retries;
    private final Duration commitInterval;

    /** {@code commitInterval} is how long a dispatch waits at most until anybody sees it. */
    public Scheduling(EventSerdes serdes, RetryPolicy retries, Duration commitInterval) {
        this.serdes = serdes;
        this.retries = retries;
        this.commitInterval = commitInterval;
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Stores.builders(serdes);
    }

    @Override
    public Processor<String, Signal, String, Effect> get() {
        return new Glue();
    }

    private final class Glue extends ContextualProcessor<String, Signal, String, Effect> {
        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
        private Scheduler scheduler;

        @SuppressWarnings("NullAway.Init") // As above.
        private Alarm alarm;

        @Override
        public void init(ProcessorContext<String, Effect> context) {
            super.init(context);
            scheduler = new Scheduler(Stores.of(context), retries, commitInterval, this::forward);
            alarm = new Alarm(context, this::look);
            scheduler.start(now());
            alarm.set(scheduler.next());
        }

        @Override
        public void process(Record<String, Signal> record) {
            switch (record.value()) {
                case Signal.Arrived(var admitted) -> scheduler.arrived(admitted, offset(), now());
                case Signal.Canceled(var generationId) -> scheduler.canceled(generationId, now());
                case Signal.Moved(var generationId) -> scheduler.moved(generationId, offset(), now());
                case Signal.Purged(var purge) -> {
                    checkAddress(purge, record.key());
                    scheduler.purged(purge, offset(), now());
                }
                case Signal.Reported(var report) -> scheduler.reported(report, now());
            }
            alarm.set(scheduler.next());
        }

        /** Under another key it is read by a task that has nothing of the provider's: it goes to the dead letters. */
        private static void checkAddress(PurgeRequested purge, String key) {
            if (!purge.getProvider().equals(key)) {
                throw new IllegalArgumentException("the record's key must be the purge's provider %s, but was %s"
                        .formatted(purge.getProvider(), key));
            }
        }

        private void look(Instant now) {
            scheduler.tick(now);
            alarm.set(scheduler.next());
        }

        /** The log numbers arrivals already: offsets of a partition only grow. */
        private long offset() {
            return context().recordMetadata().orElseThrow().offset();
        }

        private void forward(String key, Effect effect) {
            context()
                    .forward(new Record<>(
                            key, effect, context().currentSystemTimeMs(), effect.headers(new RecordHeaders())));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context().currentSystemTimeMs());
        }
    }
}
