package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.Refusal.ModelNotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.keys.Passes;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tokens with which a browser streams from a model without a key. Thread-safe. */
final class FalTokens {
    private static final int USUAL_SECONDS = 120;
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_APPS = 16;

    private final Passes passes;
    private final ModelCatalogue models;
    private final JsonBodies bodies;

    FalTokens(Passes passes, ModelCatalogue models, JsonBodies bodies) {
        this.passes = requireNonNull(passes);
        this.models = requireNonNull(models);
        this.bodies = requireNonNull(bodies);
    }

    /**
     * What a token is wanted for.
     *
     * @param apps    models, with or without their owner; owner/alias stands for owner/alias-more as well
     * @param seconds for how long
     */
    record Wanted(
            @JsonProperty(value = "allowed_apps", required = true)
            List<String> apps,

            @JsonProperty("token_expiration") Optional<Integer> seconds) {
        Wanted {
            apps = List.copyOf(apps);
        }
    }

    /** Answers a token, as a JSON string. */
    void grant(Context context) throws IOException {
        var wanted = bodies.read(context, Wanted.class);
        int seconds = wanted.seconds().orElse(USUAL_SECONDS);
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw RefusedException.invalid(
                    "token_expiration", "token_expiration must be from 1 to %d".formatted(MOST_SECONDS));
        }
        if (wanted.apps().isEmpty() || wanted.apps().size() > MOST_APPS) {
            throw RefusedException.invalid("allowed_apps", "allowed_apps must name 1 to %d apps".formatted(MOST_APPS));
        }
        Caller caller = Authentication.caller(context);
        if (caller.isPerson()) {
            throw new RefusedException(new Forbidden("A token stands for a key, and this is none."));
        }
        context.header("Cache-Control", "no-store");
        Replies.json(
                context, 200, passes.of(caller.keyId(), named(caller, wanted.apps()), Duration.ofSeconds(seconds)));
    }

    private List<String> named(Caller caller, List<String> apps) {
        List<String> named = models.all().stream()
                .map(ModelDefined::getModel)
                .filter(caller::mayAskFor)
                .filter(model -> apps.stream().anyMatch(app -> isOf(model, app)))
                .toList();
        if (named.isEmpty()) {
            throw new RefusedException(new ModelNotFound("There is no model of these names."));
        }
        return named;
    }

    /** As {@link FalCall} maps names of more parts. */
    static boolean isOf(String model, String app) {
        String name = app.contains("/") ? model : model.substring(model.indexOf('/') + 1);
        return name.equals(app) || name.startsWith(app + "-");
    }
}
