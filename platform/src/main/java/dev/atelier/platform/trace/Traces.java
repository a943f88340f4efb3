package dev.atelier.platform.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.SchedulingOrder;
import dev.atelier.event.Trace;
import dev.atelier.event.WebhookDelivery;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which trace things are of. An event carries its trace itself, so that it outlives whatever state it passes through; the
 * headers of its record say the same, for whoever knows headers alone.
 *
 * @see "docs/adr/0021-carry-the-trace-in-the-request.md"
 */
public final class Traces {
    private static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    private Traces() {}

    /** Does {@code work} as a step of {@code trace}. */
    public static <X extends Exception> void during(TraceContext trace, Work<X> work) throws X {
        ScopedValue.where(CURRENT, trace).<@Nullable Void, X>call(() -> {
            work.run();
            return null;
        });
    }

    /** Something to be done. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    /** The trace of what this thread does now, if anybody asked for that. */
    public static Optional<Trace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get().event()) : Optional.empty();
    }

    /** The trace that {@code event} carries, if it is of a kind that does. */
    public static Optional<Trace> of(@Nullable Object event) {
        return switch (event) {
            case GenerationRequested request -> request.getTrace();
            case GenerationAdmitted admitted -> of(admitted.getRequest());
            case GenerationSettled settled -> of(settled.getAdmitted());
            case SchedulingOrder order -> of(order.getOrder());
            case GenerationReturned returned -> of(returned.getGeneration());
            case GenerationJob job -> job.getTrace();
            case GenerationEvent told -> told.getTrace();
            case GenerationOutcome outcome -> of(outcome.getRequest());
            case GenerationResult result -> result.getTrace();
            case BatchOrder order -> of(order.getOrder());
            case BatchRequested batch -> batch.getTrace();
            case WebhookDelivery delivery -> delivery.getTrace();
            case null, default -> Optional.empty();
        };
    }

    /** Says {@code trace} in {@code headers}, in place of what they say of one. */
    public static void put(Trace trace, Headers headers) {
        headers.remove(TraceContext.PARENT).remove(TraceContext.STATE);
        headers.add(TraceContext.PARENT, trace.getTraceparent().getBytes(US_ASCII));
        trace.getTracestate().ifPresent(state -> headers.add(TraceContext.STATE, state.getBytes(US_ASCII)));
    }

    /** What {@code headers} say, where it is sound: of a record of a producer that knows headers alone. */
    public static Optional<Trace> in(Headers headers) {
        return TraceContext.parse(texts(headers, TraceContext.PARENT), texts(headers, TraceContext.STATE))
                .map(TraceContext::event);
    }

    private static List<String> texts(Headers headers, String name) {
        return StreamSupport.stream(headers.headers(name).spliterator(), false)
                .map(Header::value)
                .map(value -> value == null ? "" : new String(value, US_ASCII))
                .toList();
    }
}
