package dev.atelier.ingest.http;

import dev.atelier.event.KeyScope;
import dev.atelier.ingest.http.Parameter.Place;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes a table of routes as an OpenAPI 3.1 document: the very table that is served, so nothing is left out.
 *
 * @see "docs/adr/0003-choose-http-server-and-openapi.md"
 */
public final class OpenApi {
    private static final String VERSION = "3.1.0";
    private static final String KEY_HEADER = "apiKey";
    private static final String BEARER = "bearer";

    private final Schemas schemas = new Schemas();
    private final Dialects dialects;

    private OpenApi(Dialects dialects) {
        this.dialects = dialects;
    }

    /** The document of {@code routes}, some of which word their errors as one of {@code dialects} does. */
    public static ObjectNode document(List<Route> routes, List<Dialect> dialects) {
        return new OpenApi(new Dialects(dialects)).describe(routes);
    }

    private ObjectNode describe(List<Route> routes) {
        ObjectNode document = object().put("openapi", VERSION);
        document.putObject("info")
                .put("title", "Atelier")
                .put("summary", "An event-driven pipeline for generative inference.")
                .put("version", "1.0.0")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Route route : routes) {
            if (route.method() == Verb.QUERY) {
                continue;
            }
            paths.withObjectProperty(route.template())
                    .set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        document.set("components", components());
        return document;
    }

    private ObjectNode operation(Route route) {
        ObjectNode operation = object().put("operationId", route.operation()).put("summary", route.summary());
        if (!route.parameters().isEmpty()) {
            var parameters = operation.putArray("parameters");
            route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        }
        route.body().ifPresent(body -> operation.set("requestBody", requestBody(body)));
        ObjectNode responses = operation.putObject("responses");
        route.answers().forEach(answer -> responses.set(Integer.toString(answer.status()), answer(answer)));
        security(route, operation, responses);
        responses.set("default", error(route, 500, "Any other error."));
        return operation;
    }

    private static ObjectNode parameter(Parameter parameter) {
        return object().put("name", parameter.name())
                .put("in", parameter.in().name().toLowerCase(Locale.ROOT))
                .put("required", parameter.in() == Place.PATH || parameter.required())
                .put("description", parameter.description())
                .set("schema", parameter.schema());
    }

    private ObjectNode requestBody(Body body) {
        ObjectNode description = object().put("required", body.required());
        description.putObject("content").putObject(body.content()).set("schema", schemas.reference(body.type()));
        return description;
    }

    private ObjectNode answer(Answer answer) {
        ObjectNode response = object().put("description", answer.description());
        answer.content().ifPresent(content -> {
            ObjectNode media = response.putObject("content").putObject(content);
            answer.body().ifPresent(body -> media.set("schema", schemas.reference(body)));
        });
        return response;
    }

    private void security(Route route, ObjectNode operation, ObjectNode responses) {
        var security = operation.putArray("security");
        route.access().scope().ifPresent(scope -> needsKey(route, scope, security, responses));
    }

    /** The scope stands where OpenAPI 3.1 has the roles that a requirement asks for. */
    private void needsKey(Route route, KeyScope needed, ArrayNode security, ObjectNode responses) {
        String scope = needed.name().toLowerCase(Locale.ROOT);
        security.addObject().putArray(KEY_HEADER).add(scope);
        security.addObject().putArray(BEARER).add(scope);
        responses.set("403", error(route, 403, "The key does not have scope %s, or may not do this.".formatted(scope)));
        responses.set("429", error(route, 429, "There were too many requests. Retry-After says when to ask again."));
        responses.set("400", error(route, 400, "The request breaks a rule."));
        responses.set("401", error(route, 401, "A valid API key is needed."));
        responses.set("503", error(route, 503, "Something that is needed does not answer."));
    }

    /** An error as the route's dialect words it. */
    private ObjectNode error(Route route, int status, String description) {
        return answer(Answer.json(
                status,
                description,
                dialects.of(route.path()).<Class<?>>map(Dialect::shape).orElse(ErrorBody.class)));
    }

    private ObjectNode components() {
        ObjectNode components = object();
        components.set("schemas", schemas.definitions());
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject(KEY_HEADER).put("type", "apiKey").put("in", "header").put("name", "x-api-key");
        schemes.putObject(BEARER).put("type", "http").put("scheme", "bearer");
        return components;
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
