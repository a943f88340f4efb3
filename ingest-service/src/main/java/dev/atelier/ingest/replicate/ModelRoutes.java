package dev.atelier.ingest.replicate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.replicate.ReplicateModel.ReplicateVersion;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Models and their versions. */
final class ModelRoutes {
    private static final int LONGEST_QUERY = 1000;
    private static final String MODELS = ReplicateRoutes.BASE + "/models";
    private static final String MODEL = MODELS + "/{owner}/{name}";

    private final UseCases useCases;

    ModelRoutes(UseCases useCases) {
        this.useCases = requireNonNull(useCases);
    }

    /** A page of models, as the description has it. */
    record ReplicateModelPage(Optional<String> previous, Optional<String> next, List<ReplicateModel> results) {}

    /** A page of versions, as the description has it. */
    record ReplicateVersionPage(Optional<String> previous, Optional<String> next, List<ReplicateVersion> results) {}

    /** The parameters of a path that names a model, before {@code others}. */
    static List<Parameter> named(List<Parameter> others) {
        List<Parameter> all = new ArrayList<>(
                List.of(Parameter.path("owner", "The model's owner."), Parameter.path("name", "Its name there.")));
        all.addAll(others);
        return all;
    }

    /** The model that such a path names. */
    static String name(Context context) {
        return "%s/%s".formatted(context.pathParam("owner"), context.pathParam("name"));
    }

    List<Route> routes() {
        var id = Parameter.path("id", "The version's id.");
        return List.of(
                route(Verb.GET, MODELS, "replicateListModels", List.of(), ReplicateModelPage.class, this::list),
                route(Verb.QUERY, MODELS, "replicateSearchModels", List.of(), ReplicateModelPage.class, this::search),
                route(Verb.GET, MODEL, "replicateGetModel", named(List.of()), ReplicateModel.class, this::get),
                route(
                        Verb.GET,
                        MODEL + "/versions",
                        "replicateListVersions",
                        named(List.of()),
                        ReplicateVersionPage.class,
                        this::versions),
                route(
                        Verb.GET,
                        MODEL + "/versions/{id}",
                        "replicateGetVersion",
                        named(List.of(id)),
                        ReplicateVersion.class,
                        this::version));
    }

    private static Route route(
            Verb verb,
            String path,
            String operation,
            List<Parameter> parameters,
            Class<?> body,
            Route.Handling handling) {
        return new Route(
                verb,
                path,
                operation,
                "Look up models.",
                Access.READ,
                parameters,
                Optional.empty(),
                List.of(
                        Answer.json(200, "What there is.", body),
                        Answer.json(404, "There is no such model or version.", ReplicateError.class)),
                handling);
    }

    private void list(Context context) {
        answer(context, _ -> true);
    }

    /** The body is the query as a JSON string, or as it is. */
    private void search(Context context) throws IOException {
        String body = new String(context.bodyInputStream().readNBytes(LONGEST_QUERY), UTF_8);
        List<String> words = Stream.of(body.replaceAll("[\"\\\\]", " ")
                        .toLowerCase(Locale.ROOT)
                        .strip()
                        .split("\\s+", -1))
                .toList();
        answer(context, model -> {
            String text = "%s %s".formatted(model.getModel(), model.getTitle()).toLowerCase(Locale.ROOT);
            return words.stream().allMatch(text::contains);
        });
    }

    private void answer(Context context, Predicate<ModelDefined> wanted) {
        String base = useCases.products().base(context);
        Replies.json(
                context,
                200,
                Page.whole(useCases.models().all().stream()
                        .filter(wanted)
                        .map(model -> ReplicateModel.of(model, base))
                        .toList()));
    }

    private void get(Context context) {
        Replies.json(
                context,
                200,
                ReplicateModel.of(model(context), useCases.products().base(context)));
    }

    private void versions(Context context) {
        Replies.json(context, 200, Page.whole(List.of(ReplicateVersion.of(model(context)))));
    }

    private void version(Context context) {
        Replies.json(context, 200, ReplicateVersion.of(Versions.check(model(context), context.pathParam("id"))));
    }

    private ModelDefined model(Context context) {
        return useCases.models().resolve(Authentication.caller(context), Optional.of(name(context)));
    }
}
