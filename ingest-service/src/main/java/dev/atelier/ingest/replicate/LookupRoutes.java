package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.webhooks.SigningSecret;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Whose key it is, what its webhooks are signed with, and lists of things that exist at Replicate and not here: they are
 * there, and empty.
 */
final class LookupRoutes {
    private final Function<String, SigningSecret> secrets;

    LookupRoutes(Function<String, SigningSecret> secrets) {
        this.secrets = requireNonNull(secrets);
    }

    /** What webhooks are signed with. */
    record ReplicateSecret(
            @JsonProperty(required = true) @JsonPropertyDescription("As the client's validateWebhook takes it.")
            String key) {}

    /** The caller's project, as an account. */
    record ReplicateAccount(
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) String username,
            @JsonProperty(required = true) String name) {}

    /** A list without anything on it. */
    record EmptyPage(Optional<String> previous, Optional<String> next, List<JsonNode> results) {}

    List<Route> routes() {
        return List.of(
                route(
                        "/account",
                        "replicateGetAccount",
                        Answer.json(200, "The project.", ReplicateAccount.class),
                        context -> {
                            String project = Authentication.caller(context).project();
                            Replies.json(context, 200, new ReplicateAccount("organization", project, project));
                        }),
                new Route(
                        Verb.GET,
                        ReplicateRoutes.BASE + "/webhooks/default/secret",
                        "replicateGetWebhookSecret",
                        "Get what posts to the webhooks of predictions are signed with.",
                        Access.MANAGE,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "The project's secret.", ReplicateSecret.class)),
                        this::secret),
                route(
                        "/hardware",
                        "replicateListHardware",
                        Answer.of(200, "None: models say where they run.", Replies.JSON),
                        context -> Replies.json(context, 200, List.of())),
                empty("/collections", "replicateListCollections"),
                empty("/deployments", "replicateListDeployments"),
                empty("/trainings", "replicateListTrainings"),
                new Route(
                        Verb.GET,
                        ReplicateRoutes.BASE + "/collections/{slug}",
                        "replicateGetCollection",
                        "Read a collection.",
                        Access.READ,
                        List.of(Parameter.path("slug", "Its name.")),
                        Optional.empty(),
                        List.of(Answer.json(404, "There is none.", ReplicateError.class)),
                        LookupRoutes::none));
    }

    private void secret(Context context) {
        String project = Authentication.caller(context).project();
        Replies.json(context, 200, new ReplicateSecret(secrets.apply(project).text()));
    }

    private static void none(Context context) {
        throw new RefusedException(new NotFound("There is no such collection."));
    }

    private static Route empty(String path, String operation) {
        return route(
                path,
                operation,
                Answer.json(200, "An empty list.", EmptyPage.class),
                context -> Replies.json(context, 200, Page.whole(List.<JsonNode>of())));
    }

    private static Route route(String path, String operation, Answer answer, Route.Handling handling) {
        return new Route(
                Verb.GET,
                ReplicateRoutes.BASE + path,
                operation,
                "Look up what an account has.",
                Access.READ,
                List.of(),
                Optional.empty(),
                List.of(answer),
                handling);
    }
}
