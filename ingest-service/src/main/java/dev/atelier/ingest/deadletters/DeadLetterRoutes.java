package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.deadletters.Redrive.Outcome;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /v1/dead-letters}, for admins. */
public final class DeadLetterRoutes {
    private static final Parameter ID = Parameter.path("id", "The dead letter's id, such as 0-17.");
    private static final Parameter JOB = Parameter.path("id", "The bulk redrive's id.");
    private static final Answer TOO_LARGE = Answer.error(413, "The body is too large.");
    private static final Answer NO_JSON = Answer.error(415, "The body is not JSON.");

    private final DeadLetterDesk desk;
    private final ListLetters list;
    private final JsonBodies bodies;

    public DeadLetterRoutes(DeadLetterDesk desk, JsonBodies bodies) {
        this.desk = requireNonNull(desk);
        this.list = new ListLetters(desk.log());
        this.bodies = requireNonNull(bodies);
    }

    /** Its routes; those without an id in their path first, since {@code {id}} would match their last part. */
    public List<Route> routes() {
        return List.of(list(), redriveAll(), job(), get(), redrive());
    }

    private Route list() {
        return new Route(
                Verb.GET,
                "/v1/dead-letters",
                "listDeadLetters",
                "List the records that could not be read or processed, newest first.",
                Access.ADMIN,
                ListLettersQuery.PARAMETERS,
                Optional.empty(),
                List.of(Answer.json(200, "A page of the list.", DeadLetterPage.class)),
                this::list);
    }

    private Route get() {
        return new Route(
                Verb.GET,
                "/v1/dead-letters/{id}",
                "getDeadLetter",
                "Read a dead letter: its cause, where it comes from, and what it says.",
                Access.ADMIN,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(200, "The dead letter.", DeadLetterDetails.class),
                        Answer.error(404, "There is none with this id.")),
                this::get);
    }

    private Route redrive() {
        return new Route(
                Verb.POST,
                "/v1/dead-letters/{id}/redrive",
                "redriveDeadLetter",
                "Put a dead letter back on the topic that it comes from, once.",
                Access.ADMIN,
                List.of(ID),
                Optional.of(Body.optional(RedriveBody.class).like("""
                        {"force": false}""")),
                List.of(
                        Answer.json(200, "It is on its topic again.", RedriveResource.class),
                        Answer.error(404, "There is none with this id."),
                        Answer.error(409, "It was put back before, or is from where none is put back."),
                        TOO_LARGE,
                        NO_JSON),
                this::redrive);
    }

    private Route redriveAll() {
        return new Route(
                Verb.POST,
                "/v1/dead-letters/redrive",
                "redriveDeadLetters",
                "Put many dead letters back, at a bounded rate; each at most once, however often this is asked for.",
                Access.ADMIN,
                List.of(),
                Optional.of(Body.required(BulkRedriveBody.class).like("""
                        {"filter": {"topic": "reports"}, "dryRun": true}""")),
                List.of(
                        Answer.json(202, "It has begun.", RedriveJobResource.class),
                        Answer.error(409, "Another is at work on this instance."),
                        TOO_LARGE,
                        NO_JSON),
                this::redriveAll);
    }

    private Route job() {
        return new Route(
                Verb.GET,
                "/v1/dead-letters/redrives/{id}",
                "getRedrive",
                "How far a bulk redrive is.",
                Access.ADMIN,
                List.of(JOB),
                Optional.empty(),
                List.of(
                        Answer.json(200, "As it stands.", RedriveJobResource.class),
                        Answer.error(404, "There is none with this id.")),
                this::job);
    }

    private void list(Context context) {
        var query = ListLettersQuery.read(
                context, letter -> desk.redriver().find(letter.id()).isPresent());
        var page = list.list(
                query, letter -> DeadLetterResource.of(letter, desk.redriver().find(letter.id())));
        Replies.json(context, 200, new DeadLetterPage(page.rows(), page.next().map(LetterId::toString)));
    }

    private void get(Context context) {
        DeadLetter letter = letter(context);
        Replies.json(context, 200, DeadLetterDetails.of(letter, desk.redriver().find(letter.id()), desk.events()));
    }

    private void redrive(Context context) throws IOException, InterruptedException {
        var body = bodies.readIfAny(context, RedriveBody.class);
        String keyId = Authentication.admin(context).keyId();
        var order = new Redrive(keyId, Optional.empty(), body.force().orElse(false));
        switch (desk.redriver().redrive(List.of(letter(context)), order).getFirst()) {
            case Outcome.Redriven(var record) -> Replies.json(context, 200, RedriveResource.of(record));
            case Outcome.Done(var record) ->
                throw conflict(
                        "already_redriven",
                        "It was put back on %s at %s by %s. With force it is put back again."
                                .formatted(record.getTopic(), record.getAt(), record.getKeyId()));
            case Outcome.Refused(var reason) -> throw conflict("not_redrivable", reason);
        }
    }

    private void redriveAll(Context context) throws IOException {
        String keyId = Authentication.admin(context).keyId();
        var order = bodies.read(context, BulkRedriveBody.class).toOrder(keyId);
        var job = desk.bulk()
                .start(order)
                .orElseThrow(() -> conflict(
                        "redrive_running", "Another bulk redrive is at work. Ask again once it has finished."));
        context.header("Location", "/v1/dead-letters/redrives/" + job.getJob());
        Replies.json(context, 202, RedriveJobResource.of(job));
    }

    private void job(Context context) {
        var job = desk.bulk()
                .find(context.pathParam("id"))
                .orElseThrow(() -> notFound("There is no bulk redrive with this id."));
        Replies.json(context, 200, RedriveJobResource.of(job));
    }

    private DeadLetter letter(Context context) {
        return LetterId.of(context.pathParam("id"))
                .flatMap(desk.log()::find)
                .orElseThrow(() -> notFound("There is no dead letter with this id."));
    }

    private static ProblemException notFound(String message) {
        return new ProblemException(Problem.of(404, "not_found", message));
    }

    private static ProblemException conflict(String code, String message) {
        return new ProblemException(Problem.of(409, code, message));
    }
}
