package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.dialect.Once;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Streams to fal's clients: to them every event is JSON, and a stream that ends well was a success. Thread-safe. */
final class FalStreams {
    private static final Duration GLANCE = Duration.ofSeconds(1);
    /** fal's own pause between comments is 15 s. */
    private static final int GLANCES_OF_SILENCE = 15;

    private final UseCases useCases;
    private final FalOutput output;

    FalStreams(UseCases useCases, FalOutput output) {
        this.useCases = requireNonNull(useCases);
        this.output = requireNonNull(output);
    }

    /** How {@code generation} stands. */
    FalStatus status(Context context, Generation generation, boolean logs) {
        return FalStatus.of(
                generation,
                useCases.products().base(context),
                useCases.queue().of(generation).stream().toList(),
                logs);
    }

    /** What comes out of {@code begun}, as the one event of a stream. */
    void output(Context context, Generation begun) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var events = new JsonEvents(context);
        try {
            ObjectNode made = Once.begun(begun, () -> {
                List<Generation> finished = useCases.waiting().finished(events, caller, List.of(begun));
                return output.of(context, finished.getFirst());
            });
            events.send(made);
        } catch (ProblemException e) {
            if (!events.isOpen()) {
                throw e;
            }
            events.abort();
        }
    }

    /** How {@code generation} stands, each time that changes, until it is over. */
    void statuses(Context context, Generation generation, boolean logs) throws IOException, InterruptedException {
        var events = new JsonEvents(context);
        Generation now = generation;
        FalStatus told = status(context, now, logs);
        events.send(told);
        int silence = 0;
        while (!now.status().isFinal()) {
            now = useCases.waiting().glance(now, GLANCE);
            FalStatus status = status(context, now, logs);
            if (!status.equals(told)) {
                events.send(status);
                told = status;
                silence = 0;
            } else if (++silence == GLANCES_OF_SILENCE) {
                events.comment();
                silence = 0;
            }
        }
    }
}
