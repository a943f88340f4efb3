package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import dev.atelier.schemas.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Stage two. Hands each signal and each tick of the clock to a {@link Scheduler}, and forwards what it decides. */
public final class Scheduling implements ProcessorSupplier<String, Signal, String, Effect> {
    /** What is due within this is due together: each look costs a commit. Timers are right to it. */
    private static final Duration TICK = Duration.ofMillis(20);

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

        private Instant look = Instant.MAX;
        private @Nullable Cancellable looking;

        @Override
        public void init(ProcessorContext<String, Effect> context) {
            super.init(context);
            scheduler = new Scheduler(Stores.of(context), retries, this::forward);
            scheduler.start(now());
            lookAgain();
        }

        @Override
        public void process(Record<String, Signal> record) {
            switch (record.value()) {
                case Signal.Arrived(var admitted) -> scheduler.arrived(admitted, offset(), now());
                case Signal.Canceled(var generationId) -> scheduler.canceled(generationId, now());
                case Signal.Reported(var report) -> scheduler.reported(report, now());
            }
            lookAgain();
        }

        /** There is no steady tick: each punctuation makes Kafka Streams commit, whether it did anything or not. */
        private void lookAgain() {
            Instant next = scheduler.next().orElse(Instant.MAX);
            if (next.isBefore(look)) {
                stopLooking();
                look = next;
                Duration wait = Duration.between(now(), next);
                looking = context()
                        .schedule(wait.compareTo(TICK) > 0 ? wait : TICK, PunctuationType.WALL_CLOCK_TIME, this::look);
            }
        }

        private void look(long at) {
            stopLooking();
            look = Instant.MAX;
            scheduler.tick(Instant.ofEpochMilli(at));
            lookAgain();
        }

        private void stopLooking() {
            if (looking != null) {
                looking.cancel();
            }
        }

        /** The log numbers arrivals already: offsets of a partition only grow. */
        private long offset() {
            return context().recordMetadata().orElseThrow().offset();
        }

        private void forward(String key, Effect effect) {
            context().forward(new Record<>(key, effect, context().currentSystemTimeMs()));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context().currentSystemTimeMs());
        }
    }
}
