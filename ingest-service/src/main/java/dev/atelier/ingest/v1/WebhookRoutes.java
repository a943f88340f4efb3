package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.v1.WebhookResource.WebhookBody;
import dev.atelier.ingest.webhooks.Webhooks;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/webhooks}. */
public final class WebhookRoutes {
    static final String ONE = "/v1/webhooks/{id}";
    static final List<Parameter> OF_ONE = List.of(Parameter.path("id", "The webhook's id."));
    static final Answer NONE = Answer.error(404, "The project has no such webhook.");

    private static final Answer TOO_LARGE = Answer.error(413, "The body is too large.");
    private static final Answer NOT_JSON = Answer.error(415, "The body is not JSON.");

    private final Webhooks webhooks;
    private final JsonBodies bodies;

    public WebhookRoutes(Webhooks webhooks, JsonBodies bodies) {
        this.webhooks = requireNonNull(webhooks);
        this.bodies = requireNonNull(bodies);
    }

    /** All of them: there are few. */
    record WebhookPage(@JsonProperty(required = true) List<WebhookResource> data, Optional<String> next) {}

    /** What posts to the URLs that requests name are signed with. */
    record WebhookSecret(
            @JsonProperty(required = true) @JsonPropertyDescription("As verifiers of Standard Webhooks take it.")
            String secret) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.GET,
                        "/v1/webhooks",
                        "listWebhooks",
                        "List the project's webhooks, oldest first.",
                        Access.READ,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "All of them.", WebhookPage.class)),
                        this::list),
                new Route(
                        Verb.POST,
                        "/v1/webhooks",
                        "createWebhook",
                        "Have events posted to a URL. The answer has the secret that posts are signed with.",
                        Access.MANAGE,
                        List.of(),
                        Optional.of(Body.required(WebhookBody.class).like("""
                        {"url": "https://example.org/hook", "events": ["generation.succeeded"]}""")),
                        List.of(
                                Answer.json(201, "It is made.", WebhookResource.class),
                                Answer.error(409, "The project has as many as it may."),
                                TOO_LARGE,
                                NOT_JSON),
                        this::create),
                // Before the route of one, whose id it would be.
                new Route(
                        Verb.GET,
                        "/v1/webhooks/secret",
                        "getWebhookSecret",
                        "Get what posts to the URLs that requests name are signed with.",
                        Access.MANAGE,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "The secret.", WebhookSecret.class)),
                        this::secret),
                new Route(
                        Verb.GET,
                        ONE,
                        "getWebhook",
                        "Get a webhook; its secret is not shown again.",
                        Access.READ,
                        OF_ONE,
                        Optional.empty(),
                        List.of(Answer.json(200, "The webhook.", WebhookResource.class), NONE),
                        this::get),
                new Route(
                        Verb.PUT,
                        ONE,
                        "changeWebhook",
                        "Define a webhook anew. It keeps its secret.",
                        Access.MANAGE,
                        OF_ONE,
                        Optional.of(Body.required(WebhookBody.class).like("""
                        {"url": "https://example.org/hook", "events": ["generation.succeeded"]}""")),
                        List.of(Answer.json(200, "It is changed.", WebhookResource.class), NONE, TOO_LARGE, NOT_JSON),
                        this::change),
                new Route(
                        Verb.DELETE,
                        ONE,
                        "removeWebhook",
                        "Remove a webhook, with what is still to be posted there.",
                        Access.MANAGE,
                        OF_ONE,
                        Optional.empty(),
                        List.of(Answer.empty(204, "It is removed."), NONE),
                        this::remove),
                new Route(
                        Verb.POST,
                        ONE + "/rotate",
                        "rotateWebhookSecret",
                        "Give a webhook another secret. Posts are signed with both for a while.",
                        Access.MANAGE,
                        OF_ONE,
                        Optional.empty(),
                        List.of(Answer.json(200, "With the new secret.", WebhookResource.class), NONE),
                        this::rotate));
    }

    private void list(Context context) {
        var all =
                webhooks.all(project(context)).stream().map(WebhookResource::of).toList();
        Replies.json(context, 200, new WebhookPage(all, Optional.empty()));
    }

    private void create(Context context) throws IOException, InterruptedException {
        var wanted = bodies.read(context, WebhookBody.class).toWanted();
        var webhook = webhooks.create(project(context), wanted);
        Replies.json(context, 201, WebhookResource.of(webhook, webhooks.secret(webhook)));
    }

    private void secret(Context context) {
        Replies.json(
                context,
                200,
                new WebhookSecret(webhooks.secret(project(context)).text()));
    }

    private void get(Context context) {
        Replies.json(context, 200, WebhookResource.of(webhooks.get(project(context), context.pathParam("id"))));
    }

    private void change(Context context) throws IOException, InterruptedException {
        var present = webhooks.get(project(context), context.pathParam("id"));
        var wanted = bodies.read(context, WebhookBody.class).toWanted();
        Replies.json(
                context,
                200,
                WebhookResource.of(webhooks.change(present.getProject(), present.getWebhookId(), wanted)));
    }

    private void remove(Context context) throws InterruptedException {
        webhooks.remove(project(context), context.pathParam("id"));
        context.status(204);
    }

    private void rotate(Context context) throws InterruptedException {
        var webhook = webhooks.rotate(project(context), context.pathParam("id"));
        Replies.json(context, 200, WebhookResource.of(webhook, webhooks.secret(webhook)));
    }

    private static String project(Context context) {
        return Authentication.caller(context).project();
    }
}
