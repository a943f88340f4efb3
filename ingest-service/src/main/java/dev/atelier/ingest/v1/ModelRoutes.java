package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.catalogue.Models;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.providers.Providers;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The native dialect: {@code /v1/models}; Goshen has the same at {@code /api/v1/models}. */
public final class ModelRoutes {
    private static final List<Parameter> OF_ONE = List.of(
            Parameter.path("owner", "The model's owner, such as atelier."),
            Parameter.path("name", "The model's name after its owner, such as sketch."));

    private final Models models;
    private final Providers providers;
    private final JsonBodies bodies;

    public ModelRoutes(Models models, Providers providers, JsonBodies bodies) {
        this.models = requireNonNull(models);
        this.providers = requireNonNull(providers);
        this.bodies = requireNonNull(bodies);
    }

    /** All of them: there are few. */
    record ModelPage(@JsonProperty(required = true) List<ModelResource> data, Optional<String> next) {}

    /** Its routes. */
    public List<Route> routes() {
        return Stream.of(family("/v1/models", ""), family("/api/v1/models", "AsGoshen"))
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> family(String all, String suffix) {
        String one = all + "/{owner}/{name}";
        return List.of(
                new Route(
                        Verb.GET,
                        all,
                        "listModels" + suffix,
                        "List the models, by name.",
                        Access.READ,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "All of them.", ModelPage.class)),
                        this::list),
                new Route(
                        Verb.GET,
                        one,
                        "getModel" + suffix,
                        "Get a model: what it can do, and the schema of its input.",
                        Access.READ,
                        OF_ONE,
                        Optional.empty(),
                        List.of(
                                Answer.json(200, "The model.", ModelResource.class),
                                Answer.error(404, "There is no such model.")),
                        this::get),
                new Route(
                        Verb.PUT,
                        one,
                        "defineModel" + suffix,
                        "Define a model, or define it anew; generations that were let in keep their plan.",
                        Access.ADMIN,
                        OF_ONE,
                        Optional.of(Body.required(ModelBody.class).like("""
                                {"title": "A painter.", "capabilities": ["text-to-image"],
                                 "input": {"type": "object", "properties": {"prompt": {"type": "string"}}},
                                 "targets": [{"provider": "sketch", "account": "sketch", "providerModel": "sketch"}]}""")),
                        List.of(
                                Answer.json(200, "It is defined.", ModelResource.class),
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON.")),
                        this::define),
                new Route(
                        Verb.DELETE,
                        one,
                        "removeModel" + suffix,
                        "Remove a model; generations that were let in go on.",
                        Access.ADMIN,
                        OF_ONE,
                        Optional.empty(),
                        List.of(Answer.empty(204, "It is not defined any more.")),
                        this::remove));
    }

    private void list(Context context) {
        boolean admin = Authentication.caller(context).admin();
        var all = models.all().stream()
                .map(model -> ModelResource.of(model, providers.staffing(model), admin))
                .toList();
        Replies.json(context, 200, new ModelPage(all, Optional.empty()));
    }

    private void get(Context context) {
        var model = models.find(name(context))
                .orElseThrow(() -> new RefusedException(new NotFound("There is no model of this name.")));
        Replies.json(
                context,
                200,
                ModelResource.of(
                        model,
                        providers.staffing(model),
                        Authentication.caller(context).admin()));
    }

    private void define(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, ModelBody.class);
        var model = models.define(body.event(name(context)));
        Replies.json(context, 200, ModelResource.of(model, providers.staffing(model), true));
    }

    private void remove(Context context) throws InterruptedException {
        models.remove(name(context));
        context.status(204);
    }

    private static String name(Context context) {
        return context.pathParam("owner") + "/" + context.pathParam("name");
    }
}
