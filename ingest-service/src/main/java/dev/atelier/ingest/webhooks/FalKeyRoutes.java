package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import java.util.List;
import java.util.Optional;

/** Where receivers of posts in fal's form find the key that proves them. */
public final class FalKeyRoutes {
    private final Keys keys;

    public FalKeyRoutes(FalKey key) {
        this.keys = new Keys(List.of(requireNonNull(key).jwk()));
    }

    /** A JSON Web Key Set (RFC 7517). */
    record Keys(@JsonProperty(required = true) List<FalKey.Jwk> keys) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.GET,
                "/fal/.well-known/jwks.json",
                "getFalKeys",
                "Get the keys that prove posts in fal's form.",
                Access.ANYONE,
                List.of(),
                Optional.empty(),
                List.of(Answer.json(200, "The keys.", Keys.class)),
                context -> Replies.json(context, 200, keys)));
    }
}
