package dev.atelier.ingest.goshen;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keyring.KeyRing;
import dev.atelier.ingest.keyring.KeyRing.Issued;
import dev.atelier.ingest.keyring.NewKey;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** {@code /api/admin/keys}, as Goshen had it. A user there is a project here. */
public final class GoshenKeyRoutes {
    private static final String ALL = "/api/admin/keys";
    private static final List<Parameter> OF_LIST =
            List.of(Parameter.query("userId", "Only those of this project.", "{\"type\": \"string\"}"));
    private static final Answer NONE = Answer.error(404, "The project has no such key.");

    private final KeyRing ring;
    private final JsonBodies bodies;

    public GoshenKeyRoutes(KeyRing ring, JsonBodies bodies) {
        this.ring = requireNonNull(ring);
        this.bodies = requireNonNull(bodies);
    }

    /** What key is to be made; it may read and submit. */
    record GoshenNewKey(
            @JsonPropertyDescription("The project it acts for; another one than its own only an admin key may name.")
            Optional<String> userId,

            @JsonPropertyDescription("What people call it. Left out: default.")
            Optional<String> label) {}

    /** A key with its text, which is shown this once. */
    record GoshenMadeKey(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String apiKey,
            @JsonProperty(required = true) String last4,
            @JsonProperty(required = true) String label) {}

    /** A key. */
    record GoshenKey(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String label,
            @JsonProperty(required = true) boolean active,
            @JsonProperty(required = true) String last4,
            @JsonProperty(required = true) Instant createdAt) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.GET,
                        ALL,
                        "goshenListKeys",
                        "List the API keys, newest first.",
                        Access.MANAGE,
                        OF_LIST,
                        Optional.empty(),
                        List.of(Answer.json(200, "All of them.", GoshenKey[].class), NONE),
                        this::list),
                new Route(
                        Verb.POST,
                        ALL,
                        "goshenMakeKey",
                        "Make an API key; its text is shown this once.",
                        Access.MANAGE,
                        List.of(),
                        Optional.of(Body.optional(GoshenNewKey.class)),
                        List.of(
                                Answer.json(200, "The key.", GoshenMadeKey.class),
                                NONE,
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON.")),
                        this::make),
                new Route(
                        Verb.DELETE,
                        ALL + "/{id}",
                        "goshenRevokeKey",
                        "Revoke an API key for good.",
                        Access.MANAGE,
                        List.of(Parameter.path("id", "The key's id.")),
                        Optional.empty(),
                        List.of(
                                Answer.json(200, "The key, which is revoked.", GoshenKey.class),
                                NONE,
                                Answer.error(409, "It is the last admin key.")),
                        this::revoke));
    }

    private void list(Context context) {
        Optional<String> project = new QueryReader(context, OF_LIST).text("userId");
        Replies.json(
                context,
                200,
                ring.list(Authentication.caller(context), project).stream()
                        .map(this::shown)
                        .toList());
    }

    private void make(Context context) throws IOException, InterruptedException {
        var body = bodies.readIfAny(context, GoshenNewKey.class);
        Issued issued = ring.make(
                Authentication.caller(context),
                new NewKey(
                        body.label().orElse("default"),
                        "live",
                        body.userId(),
                        EnumSet.of(KeyScope.READ, KeyScope.SUBMIT),
                        Optional.empty(),
                        new NewKey.Bounds(Optional.empty(), Optional.empty(), Optional.empty())));
        ApiKeyDefined key = issued.key();
        // Nothing on the way may keep the secret.
        context.header("Cache-Control", "no-store");
        Replies.json(
                context, 200, new GoshenMadeKey(key.getKeyId(), issued.secret(), key.getLastFour(), key.getName()));
    }

    private void revoke(Context context) throws InterruptedException {
        Replies.json(context, 200, shown(ring.revoke(Authentication.caller(context), context.pathParam("id"))));
    }

    private GoshenKey shown(ApiKeyDefined key) {
        return new GoshenKey(key.getKeyId(), key.getName(), ring.isGood(key), key.getLastFour(), key.getCreatedAt());
    }
}
