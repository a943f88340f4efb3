package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.Once;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.keys.Passes;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Does what fal's clients ask. Thread-safe. */
final class FalCalls {
    private static final String REQUEST_ID = "x-fal-request-id";

    private final UseCases useCases;
    private final JsonBodies bodies;
    private final FalOutput output;
    private final FalStreams streams;
    private final FalStorage storage;
    private final FalTokens tokens;

    FalCalls(UseCases useCases, Passes passes, JsonBodies bodies) {
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
        output = new FalOutput(useCases.products());
        streams = new FalStreams(useCases, output);
        storage = new FalStorage(useCases.storage(), bodies);
        tokens = new FalTokens(passes, useCases.models(), bodies);
    }

    /** What became of a wish to stop. */
    record FalCanceled(@JsonProperty(required = true) String status) {}

    void serve(Context context, FalCall call) throws IOException, InterruptedException {
        switch (call) {
            case FalCall.Submit(var model) -> {
                Generation begun = submit(context, model);
                Replies.json(context, 200, streams.status(context, begun, false));
            }
            case FalCall.Run(var model) -> run(context, submit(context, model));
            case FalCall.Stream(var model) -> streams.output(context, submit(context, model));
            case FalCall.Status(var id, var logs) -> {
                Generation generation = find(context, id);
                Replies.json(
                        context, generation.status().isFinal() ? 200 : 202, streams.status(context, generation, logs));
            }
            case FalCall.StatusStream(var id, var logs) -> streams.statuses(context, find(context, id), logs);
            case FalCall.Result(var id) -> result(context, find(context, id));
            case FalCall.Cancel(var id) -> cancel(context, find(context, id));
            case FalCall.Grant _ -> tokens.grant(context);
            case FalCall.Upload _ ->
                storage.initiate(context, useCases.products().base(context));
        }
    }

    private Generation submit(Context context, String name) throws IOException, InterruptedException {
        ObjectNode input = bodies.readIfAny(context, ObjectNode.class);
        Caller caller = Authentication.caller(context);
        ModelDefined model = useCases.models().resolve(caller, Optional.of(name));
        var wanted = Ask.under(FalOptions.read(context), Ask.of(model, Ask.capability(model, input), input));
        Generation begun = Once.submit(() -> useCases.submit()
                .submit(caller, wanted, IdempotencyKey.of(context))
                .generation());
        context.header(REQUEST_ID, begun.id());
        return begun;
    }

    private Generation find(Context context, String id) throws InterruptedException {
        Generation generation =
                useCases.read().get(Authentication.caller(context).project(), id);
        context.header(REQUEST_ID, generation.id());
        return generation;
    }

    private void run(Context context, Generation begun) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        ObjectNode made = Once.begun(begun, () -> {
            List<Generation> finished = useCases.waiting().finished(context, caller, List.of(begun));
            return output.of(context, finished.getFirst());
        });
        Replies.json(context, 200, made);
    }

    private void result(Context context, Generation generation) throws IOException {
        if (!generation.status().isFinal()) {
            throw new ProblemException(Problem.of(400, "in_progress", "Request is still in progress"));
        }
        Replies.json(context, 200, output.of(context, generation));
    }

    private void cancel(Context context, Generation generation) throws InterruptedException {
        if (generation.status().isFinal()) {
            Replies.json(context, 400, new FalCanceled("ALREADY_COMPLETED"));
            return;
        }
        useCases.cancel().cancel(Authentication.caller(context), generation.id());
        Replies.json(context, 202, new FalCanceled("CANCELLATION_REQUESTED"));
    }
}
