package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import dev.atelier.schemas.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Stage two. Hands each signal and each tick of the clock to a {@link Scheduler}, and forwards what it decides. */
public final class Scheduling implements ProcessorSupplier<String, Signal, String, Effect> {
    /** Timers are right to this. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final EventSerdes serdes;
    private final RetryPolicy retries;

    public Scheduling(EventSerdes serdes, RetryPolicy retries) {
        this.serdes = serdes;
        this.retries = retries;
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

        @Override
        public void init(ProcessorContext<String, Effect> context) {
            super.init(context);
            scheduler = new Scheduler(Stores.of(context), retries, this::forward);
            scheduler.start(now());
            context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, at -> scheduler.tick(Instant.ofEpochMilli(at)));
        }

        @Override
        public void process(Record<String, Signal> record) {
            switch (record.value()) {
                case Signal.Arrived(var admitted) -> scheduler.arrived(record.key(), admitted, now());
                case Signal.Reported(var report) -> scheduler.reported(report, now());
            }
        }

        private void forward(String key, Effect effect) {
            context().forward(new Record<>(key, effect, context().currentSystemTimeMs()));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context().currentSystemTimeMs());
        }
    }
}
