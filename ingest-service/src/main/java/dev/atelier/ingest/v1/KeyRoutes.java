package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ApiKeyDefined;
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
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The native dialect: {@code /v1/keys}. */
public final class KeyRoutes {
    private static final String ALL = "/v1/keys";
    private static final String ONE = "/v1/keys/{id}";
    private static final List<Parameter> OF_ONE = List.of(Parameter.path("id", "The key's id, such as key_…"));
    private static final List<Parameter> OF_LIST =
            List.of(Parameter.query("project", "Only those of this project.", "{\"type\": \"string\"}"));
    private static final Answer NONE = Answer.error(404, "The project has no such key.");
    private static final Answer TOO_LARGE = Answer.error(413, "The body is too large.");
    private static final Answer NO_JSON = Answer.error(415, "The body is not JSON.");

    private final KeyRing ring;
    private final Function<String, Optional<Instant>> lastUses;
    private final JsonBodies bodies;
    private final InstantSource clock;

    /** {@code lastUses} tells when a key was used last. */
    public KeyRoutes(
            KeyRing ring, Function<String, Optional<Instant>> lastUses, JsonBodies bodies, InstantSource clock) {
        this.ring = requireNonNull(ring);
        this.lastUses = requireNonNull(lastUses);
        this.bodies = requireNonNull(bodies);
        this.clock = requireNonNull(clock);
    }

    /** All of them: there are few. */
    record KeyPage(@JsonProperty(required = true) List<KeyResource> data, Optional<String> next) {}

    /** The body of {@code POST /v1/keys/{id}/rotate}. */
    record RotateBody(
            @JsonPropertyDescription("How long the old key is good as well, up to P30D. Left out: not a moment.")
            Optional<String> grace) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(list(), make(), get(), rotate(), revoke());
    }

    private Route list() {
        return new Route(
                Verb.GET,
                ALL,
                "listKeys",
                "List the API keys, newest first: of all projects for an admin key, else of the key's own.",
                Access.MANAGE,
                OF_LIST,
                Optional.empty(),
                List.of(Answer.json(200, "All of them, ended ones too.", KeyPage.class), NONE),
                this::list);
    }

    private Route make() {
        return new Route(
                Verb.POST,
                ALL,
                "makeKey",
                "Make an API key, which can do no more than the key that asks.",
                Access.MANAGE,
                List.of(),
                Optional.of(Body.required(KeyBody.class).like("""
                        {"name": "web shop", "scopes": ["read", "submit"], "expiresIn": "P90D"}""")),
                List.of(
                        Answer.json(201, "The key; its text is shown this once.", KeyResource.class),
                        Answer.error(404, "There is no such project, or it is not the key's."),
                        TOO_LARGE,
                        NO_JSON),
                this::make);
    }

    private Route get() {
        return new Route(
                Verb.GET,
                ONE,
                "getKey",
                "Get an API key; its text is never shown again.",
                Access.MANAGE,
                OF_ONE,
                Optional.empty(),
                List.of(Answer.json(200, "The key.", KeyResource.class), NONE),
                this::get);
    }

    private Route rotate() {
        return new Route(
                Verb.POST,
                ONE + "/rotate",
                "rotateKey",
                "Give an API key a new text; the old one is good for a grace period, if any.",
                Access.MANAGE,
                OF_ONE,
                Optional.of(Body.optional(RotateBody.class).like("""
                        {"grace": "PT1H"}""")),
                List.of(
                        Answer.json(200, "The key; its new text is shown this once.", KeyResource.class),
                        NONE,
                        Answer.error(409, "It is revoked or has expired."),
                        TOO_LARGE,
                        NO_JSON),
                this::rotate);
    }

    private Route revoke() {
        return new Route(
                Verb.DELETE,
                ONE,
                "revokeKey",
                "Revoke an API key for good; within a second no instance takes it any more.",
                Access.MANAGE,
                OF_ONE,
                Optional.empty(),
                List.of(
                        Answer.json(200, "The key, which is revoked.", KeyResource.class),
                        NONE,
                        Answer.error(409, "It is the last admin key.")),
                this::revoke);
    }

    private void list(Context context) {
        Optional<String> project = new QueryReader(context, OF_LIST).text("project");
        var all = ring.list(Authentication.caller(context), project).stream()
                .map(this::resource)
                .toList();
        Replies.json(context, 200, new KeyPage(all, Optional.empty()));
    }

    private void make(Context context) throws IOException, InterruptedException {
        var wanted = bodies.read(context, KeyBody.class).toNewKey(clock.instant());
        answer(context, 201, ring.make(Authentication.caller(context), wanted));
    }

    private void get(Context context) {
        Replies.json(context, 200, resource(ring.get(Authentication.caller(context), id(context))));
    }

    private void rotate(Context context) throws IOException, InterruptedException {
        Duration grace = bodies.readIfAny(context, RotateBody.class)
                .grace()
                .map(text -> KeyBody.duration("grace", text))
                .orElse(Duration.ZERO);
        answer(context, 200, ring.rotate(Authentication.caller(context), id(context), grace));
    }

    private void revoke(Context context) throws InterruptedException {
        Replies.json(context, 200, resource(ring.revoke(Authentication.caller(context), id(context))));
    }

    /** Nothing on the way may keep the secret. */
    private void answer(Context context, int status, Issued issued) {
        context.header("Cache-Control", "no-store");
        Replies.json(
                context,
                status,
                KeyResource.of(issued.key(), state(issued.key()), Optional.of(issued.secret()), Optional.empty()));
    }

    private KeyResource resource(ApiKeyDefined key) {
        return KeyResource.of(key, state(key), Optional.empty(), lastUses.apply(key.getKeyId()));
    }

    private KeyResource.State state(ApiKeyDefined key) {
        return KeyResource.State.of(key, ring.isGood(key));
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }
}
