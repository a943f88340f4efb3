package dev.atelier.ingest.docs;

import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Asset;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Handling;
import dev.atelier.ingest.http.Route.Verb;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/docs}: Swagger UI over {@code /openapi.json}. All of it comes from this service and it may load and call
 * nothing else, so it works without a network; a key that is typed into it goes to this service alone and is not kept.
 */
public final class DocsRoutes {
    private static final String PAGE = "/api/docs";
    /** The pictures are in Swagger UI's own style sheet. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Asset page = SwaggerUi.own("index.html", "text/html;charset=utf-8");
    private final Map<String, Asset> files = Map.of(
            "swagger-ui-bundle.js", SwaggerUi.kept("swagger-ui-bundle.js", "text/javascript;charset=utf-8"),
            "swagger-ui.css", SwaggerUi.kept("swagger-ui.css", "text/css;charset=utf-8"),
            "favicon-32x32.png", SwaggerUi.kept("favicon-32x32.png", "image/png"),
            "start.js", SwaggerUi.own("start.js", "text/javascript;charset=utf-8"),
            "atelier.css", SwaggerUi.own("atelier.css", "text/css;charset=utf-8"));

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                route(
                        PAGE,
                        "browseDescription",
                        "Browse this description, and try calls with a key.",
                        List.of(),
                        List.of(Answer.of(200, "The page.", "text/html"), Answer.empty(304, "It is as it was.")),
                        this::page),
                route(
                        PAGE + "/{file}",
                        "getDocsFile",
                        "Get a part of that page.",
                        List.of(Parameter.path("file", "Its name.")),
                        List.of(
                                Answer.of(200, "The file.", "*/*"),
                                Answer.empty(304, "It is as it was."),
                                Answer.error(404, "The page has no such part.")),
                        this::file));
    }

    private static Route route(
            String path,
            String operation,
            String summary,
            List<Parameter> parameters,
            List<Answer> answers,
            Handling handling) {
        return new Route(
                Verb.GET, path, operation, summary, Access.ANYONE, parameters, Optional.empty(), answers, handling);
    }

    private void page(Context context) {
        context.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
        page.send(context);
    }

    private void file(Context context) {
        Optional.ofNullable(files.get(context.pathParam("file")))
                .orElseThrow(() -> new RefusedException(new NotFound("The page has no such part.")))
                .send(context);
    }
}
