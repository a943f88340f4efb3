package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** {@code models}. A name comes as one segment, its slash encoded, or as two. */
final class ModelRoutes {
    private final ModelCatalogue models;

    ModelRoutes(ModelCatalogue models) {
        this.models = requireNonNull(models);
    }

    /** A model; nobody keeps when it was defined, so {@code created} is 0. */
    record OpenAiModel(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String object,
            @JsonProperty(required = true) long created,

            @JsonProperty(value = "owned_by", required = true)
            String ownedBy) {
        static OpenAiModel of(ModelDefined model) {
            String name = model.getModel();
            return new OpenAiModel(name, "model", 0, name.substring(0, Math.max(0, name.indexOf('/'))));
        }
    }

    /** All models. */
    record OpenAiModels(
            @JsonProperty(required = true) String object,
            @JsonProperty(required = true) List<OpenAiModel> data) {}

    List<Route> routes(String base) {
        return List.of(
                route(
                        base + "/models",
                        "openAiListModels",
                        "List the models.",
                        List.of(),
                        List.of(Answer.json(200, "All of them.", OpenAiModels.class)),
                        this::list),
                one(base + "/models/{id}", "openAiGetModel", List.of(Parameter.path("id", "Its name.")), this::one),
                one(
                        base + "/models/{owner}/{name}",
                        "openAiGetOwnedModel",
                        List.of(Parameter.path("owner", "Its owner."), Parameter.path("name", "Its name there.")),
                        this::owned));
    }

    private static Route one(String path, String operation, List<Parameter> parameters, Route.Handling handling) {
        return route(
                path,
                operation,
                "Read a model.",
                parameters,
                List.of(
                        Answer.json(200, "The model.", OpenAiModel.class),
                        Answer.json(404, "There is no such model.", OpenAiError.class)),
                handling);
    }

    private static Route route(
            String path,
            String operation,
            String summary,
            List<Parameter> parameters,
            List<Answer> answers,
            Route.Handling handling) {
        return new Route(
                Verb.GET, path, operation, summary, Access.READ, parameters, Optional.empty(), answers, handling);
    }

    private void list(Context context) {
        Replies.json(
                context,
                200,
                new OpenAiModels(
                        "list", models.all().stream().map(OpenAiModel::of).toList()));
    }

    private void one(Context context) {
        answer(context, context.pathParam("id"));
    }

    private void owned(Context context) {
        answer(context, "%s/%s".formatted(context.pathParam("owner"), context.pathParam("name")));
    }

    private void answer(Context context, String name) {
        Replies.json(context, 200, OpenAiModel.of(models.resolve(Authentication.caller(context), Optional.of(name))));
    }
}
