package dev.atelier.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Rings when it is time to look at something, and not otherwise: each punctuation makes Kafka Streams commit, whether it did
 * anything or not, so there is no steady tick. For one processor.
 */
public final class Alarm {
    /** What is due within this is due together. Alarms are right to it. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final ProcessorContext<?, ?> context;
    private final Consumer<Instant> ring;
    private Instant at = Instant.MAX;
    private @Nullable Cancellable set;

    /** Hands {@code ring} the time at which it rings; whoever is rung sets it again. */
    public Alarm(ProcessorContext<?, ?> context, Consumer<Instant> ring) {
        this.context = context;
        this.ring = ring;
    }

    /** Rings at {@code next}, if that is before it would. */
    public void set(Optional<Instant> next) {
        Instant wanted = next.orElse(Instant.MAX);
        if (wanted.isBefore(at)) {
            stop();
            at = wanted;
            Duration wait = Duration.between(Instant.ofEpochMilli(context.currentSystemTimeMs()), wanted);
            set = context.schedule(wait.compareTo(TICK) > 0 ? wait : TICK, PunctuationType.WALL_CLOCK_TIME, this::ring);
        }
    }

    private void ring(long now) {
        stop();
        at = Instant.MAX;
        ring.accept(Instant.ofEpochMilli(now));
    }

    private void stop() {
        if (set != null) {
            set.cancel();
        }
    }
}
