package dev.atelier.ingest.imggo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.WebhookAttempted;
import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookState;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.imggo.Enveloped.ImgGoDeleted;
import dev.atelier.ingest.imggo.Enveloped.ImgGoDeletedReply;
import dev.atelier.ingest.imggo.Enveloped.ImgGoErrorReply;
import dev.atelier.ingest.imggo.Enveloped.ImgGoJobReply;
import dev.atelier.ingest.imggo.Enveloped.ImgGoTrial;
import dev.atelier.ingest.imggo.Enveloped.ImgGoTrialReply;
import dev.atelier.ingest.imggo.Enveloped.ImgGoWebhook;
import dev.atelier.ingest.imggo.Enveloped.ImgGoWebhookReply;
import dev.atelier.ingest.imggo.Enveloped.ImgGoWebhooksReply;
import dev.atelier.ingest.webhooks.Deliveries;
import dev.atelier.ingest.webhooks.Webhooks;
import dev.atelier.ingest.webhooks.Webhooks.Wanted;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /api/jobs} and {@code /api/webhooks}, as ImgGo had them. */
public final class ImgGoRoutes {
    /** How their errors look. */
    public static final List<Dialect> DIALECTS = List.of(
            new Dialect("/api/jobs/", Enveloped::answer, ImgGoErrorReply.class),
            new Dialect("/api/webhooks", Enveloped::answer, ImgGoErrorReply.class));

    private static final String WEBHOOKS = "/api/webhooks";
    private static final Answer NONE = error(404, "The project has none with this id.");

    private final Read read;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final ImgGoJobs jobs;
    private final JsonBodies bodies;

    /** What the routes are mapped onto. */
    public record UseCases(Read read, Webhooks webhooks, Deliveries deliveries, Products products) {}

    public ImgGoRoutes(UseCases useCases, JsonBodies bodies) {
        this.read = requireNonNull(useCases.read());
        this.webhooks = requireNonNull(useCases.webhooks());
        this.deliveries = requireNonNull(useCases.deliveries());
        this.jobs = new ImgGoJobs(requireNonNull(useCases.products()));
        this.bodies = requireNonNull(bodies);
    }

    /** Where what is to be posted. */
    record ImgGoNewWebhook(
            @JsonProperty(required = true) @JsonPropertyDescription("An https URL.")
            String url,

            @JsonPropertyDescription("Among job.succeeded and job.failed. Left out: both.")
            Optional<List<String>> events) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/jobs/{id}",
                        "imgGoGetJob",
                        "Read a job, and what was read off its picture.",
                        ImgGoJobReply.class,
                        this::job),
                route(
                        Verb.GET,
                        WEBHOOKS,
                        "imgGoListWebhooks",
                        "List the project's webhooks, oldest first.",
                        ImgGoWebhooksReply.class,
                        this::list),
                new Route(
                        Verb.POST,
                        WEBHOOKS,
                        "imgGoCreateWebhook",
                        "Have the ends of jobs posted to a URL, in ImgGo's form.",
                        Access.MANAGE,
                        List.of(),
                        Optional.of(Body.required(ImgGoNewWebhook.class).like("""
                                {"url": "https://example.com/hook", "events": ["job.succeeded"]}""")),
                        List.of(
                                Answer.json(201, "It is made.", ImgGoWebhookReply.class),
                                error(409, "The project has as many as it may."),
                                error(413, "The body is too large."),
                                error(415, "The body is not JSON.")),
                        this::create),
                route(
                        Verb.DELETE,
                        WEBHOOKS + "/{id}",
                        "imgGoDeleteWebhook",
                        "Remove a webhook, with what is still to be posted there.",
                        ImgGoDeletedReply.class,
                        this::delete),
                route(
                        Verb.POST,
                        WEBHOOKS + "/{id}/test",
                        "imgGoTestWebhook",
                        "Post to a webhook, once, and tell what came of it.",
                        ImgGoTrialReply.class,
                        this::test));
    }

    private static Route route(
            Verb verb, String path, String operation, String summary, Class<?> answer, Route.Handling handling) {
        boolean ofOne = path.contains("{id}");
        Answer good = Answer.json(200, "As ImgGo answers.", answer);
        return new Route(
                verb,
                path,
                operation,
                summary,
                verb == Verb.GET ? Access.READ : Access.MANAGE,
                ofOne ? List.of(Parameter.path("id", "Its id.")) : List.of(),
                Optional.empty(),
                ofOne ? List.of(good, NONE) : List.of(good),
                handling);
    }

    private static Answer error(int status, String description) {
        return Answer.json(status, description, ImgGoErrorReply.class);
    }

    private void job(Context context) throws IOException, InterruptedException {
        Replies.json(context, 200, new ImgGoJobReply(true, jobs.of(read.get(project(context), id(context)))));
    }

    private void list(Context context) {
        var all = webhooks.all(project(context)).stream()
                .map(webhook -> shown(webhook, Optional.empty()))
                .toList();
        Replies.json(context, 200, new ImgGoWebhooksReply(true, all));
    }

    private void create(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, ImgGoNewWebhook.class);
        var wanted = new Wanted(
                body.url(),
                Optional.of(ImgGoEvents.ours(body.events())),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                true,
                Optional.of(ImgGoBody.FORMAT));
        WebhookDefined made = webhooks.create(project(context), wanted);
        Optional<String> secret = Optional.of(webhooks.secret(made).text());
        Replies.json(context, 201, new ImgGoWebhookReply(true, shown(made, secret)));
    }

    private void delete(Context context) throws InterruptedException {
        webhooks.remove(project(context), id(context));
        Replies.json(context, 200, new ImgGoDeletedReply(true, new ImgGoDeleted(id(context), true)));
    }

    private void test(Context context) throws InterruptedException {
        WebhookAttempted tried = deliveries.trial(project(context), id(context));
        var trial = new ImgGoTrial(tried.getState() == WebhookState.DELIVERED, tried.getStatus(), tried.getError());
        Replies.json(context, 200, new ImgGoTrialReply(true, trial));
    }

    private static ImgGoWebhook shown(WebhookDefined webhook, Optional<String> secret) {
        return new ImgGoWebhook(
                webhook.getWebhookId(),
                webhook.getUrl(),
                ImgGoEvents.theirs(webhook.getEvents()),
                secret,
                webhook.getEnabled(),
                webhook.getCreatedAt());
    }

    private static String project(Context context) {
        return Authentication.caller(context).project();
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }
}
