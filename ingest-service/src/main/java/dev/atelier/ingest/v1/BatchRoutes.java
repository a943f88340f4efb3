package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.ChangeBatch;
import dev.atelier.ingest.generation.Cursor;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.SubmitBatch;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.store.Batch;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/batches}. */
public final class BatchRoutes {
    private static final Parameter KEY =
            IdempotencyKey.parameter("The same key and request are the same batch, however often they are sent.");
    private static final Parameter ID = Parameter.path("id", "The batch's id.");
    private static final Answer NONE = Answer.error(404, "There is none with this id in the project.");

    private final UseCases useCases;
    private final JsonBodies bodies;
    private final Links links;

    /** What it maps onto. */
    public record UseCases(SubmitBatch submit, ReadBatches read, ChangeBatch change) {}

    public BatchRoutes(UseCases useCases, JsonBodies bodies, Links links) {
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
        this.links = requireNonNull(links);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(submit(), list(), get(), cancel(), retry());
    }

    private Route submit() {
        return new Route(
                Verb.POST,
                "/v1/batches",
                "submitBatch",
                "Submit up to 10000 generations as one batch. Answered once all of it is safe on the log.",
                Access.SUBMIT,
                List.of(KEY),
                Optional.of(Body.required(BatchBody.class).like("""
                        {"input": {"prompt": "a red fox"}, "matrix": {"seed": [1, 2, 3]}, "tags": ["demo"]}""")),
                List.of(
                        Answer.json(202, "It is accepted.", BatchResource.class),
                        Answer.json(200, "It is over already.", BatchResource.class),
                        Answer.error(404, "There is no such model."),
                        Answer.error(409, "The Idempotency-Key was used for another batch."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::submit);
    }

    private Route list() {
        return new Route(
                Verb.GET,
                "/v1/batches",
                "listBatches",
                "List batches, newest first. One that was just submitted may take a moment to appear.",
                Access.READ,
                PageQuery.PARAMETERS,
                Optional.empty(),
                List.of(Answer.json(200, "A page of the list.", BatchPage.class)),
                this::list);
    }

    private Route get() {
        return new Route(
                Verb.GET,
                "/v1/batches/{id}",
                "getBatch",
                "Read a batch. One that was accepted is found at once; its counts are a quarter of a second old at most.",
                Access.READ,
                List.of(ID),
                Optional.empty(),
                List.of(Answer.json(200, "As it stands.", BatchResource.class), NONE),
                this::get);
    }

    private Route cancel() {
        return new Route(
                Verb.POST,
                "/v1/batches/{id}/cancel",
                "cancelBatch",
                "Have a batch stopped: nothing more of it begins, and what is under way is canceled.",
                Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(202, "It is being stopped.", BatchResource.class),
                        Answer.json(200, "It is over, canceled or otherwise.", BatchResource.class),
                        NONE),
                this::cancel);
    }

    private Route retry() {
        return new Route(
                Verb.POST,
                "/v1/batches/{id}/retry",
                "retryBatch",
                "Try again what failed, expired or was rejected of a batch that is over, as new generations whose parents "
                        + "those are.",
                Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(202, "It runs again.", BatchResource.class),
                        NONE,
                        Answer.error(409, "It is not over, or nothing of it can be tried again.")),
                this::retry);
    }

    private void submit(Context context) throws IOException, InterruptedException {
        var wanted = bodies.read(context, BatchBody.class).toNewBatch();
        Batch batch = useCases.submit().submit(Authentication.caller(context), wanted, IdempotencyKey.of(context));
        context.header("Location", "/v1/batches/" + batch.id());
        answer(context, batch);
    }

    private void list(Context context) {
        var query = PageQuery.read(context);
        var page = useCases.read().list(Authentication.caller(context).project(), query.cursor(), query.limit());
        var data =
                page.batches().stream().map(batch -> resource(context, batch)).toList();
        Replies.json(context, 200, new BatchPage(data, page.next().map(Cursor::encode)));
    }

    private void get(Context context) throws InterruptedException {
        String project = Authentication.caller(context).project();
        Replies.json(context, 200, resource(context, useCases.read().get(project, context.pathParam("id"))));
    }

    private void cancel(Context context) throws InterruptedException {
        answer(context, useCases.change().cancel(Authentication.caller(context), context.pathParam("id")));
    }

    private void retry(Context context) throws InterruptedException {
        answer(context, useCases.change().retry(Authentication.caller(context), context.pathParam("id")));
    }

    private void answer(Context context, Batch batch) {
        Replies.json(context, batch.status().isFinal() ? 200 : 202, resource(context, batch));
    }

    private BatchResource resource(Context context, Batch batch) {
        return BatchResource.of(batch, links.base(context));
    }
}
