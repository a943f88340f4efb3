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
    private static final String ABOUT = """
            Submit a generation, and read, follow or cancel it by its id; or call it as the clients of OpenAI, Replicate and \
            fal do. Each operation says which scope a key needs for it. An answer bears `x-request-id`, by which its \
            request is found in the log; send one of your own to choose it.""";
    private static final String KEY_HEADER = "apiKey";
    private static final String BEARER = "bearer";

    private final Schemas schemas = new Schemas();
    private final Dialects dialects;
    private final List<Section> sections;

    private OpenApi(Dialects dialects, List<Section> sections) {
        this.dialects = dialects;
        this.sections = List.copyOf(sections);
    }

    /** The document of {@code routes} in {@code sections}; some word their errors as one of {@code dialects} does. */
    public static ObjectNode document(List<Route> routes, List<Dialect> dialects, List<Section> sections) {
        return new OpenApi(new Dialects(dialects), sections).describe(routes);
    }

    private ObjectNode describe(List<Route> routes) {
        ObjectNode document = object().put("openapi", VERSION);
        document.putObject("info")
                .put("title", "Atelier")
                .put("summary", "An event-driven pipeline for generative inference.")
                .put("description", ABOUT)
                .put("version", "1.0.0")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/").put("description", "This service.");
        ArrayNode tags = document.putArray("tags");
        sections.forEach(
                section -> tags.addObject().put("name", section.name()).put("description", section.description()));
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
        sections.stream()
                .filter(section -> section.holds(route))
                .findFirst()
                .ifPresent(section -> operation.putArray("tags").add(section.name()));
        if (!route.parameters().isEmpty()) {
            var parameters = operation.putArray("parameters");
            route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        }
        route.body().ifPresent(body -> operation.set("requestBody", requestBody(body)));
        ObjectNode responses = operation.putObject("responses");
        route.answers().forEach(answer -> add(answer, responses));
        security(route, operation, responses);
        addError(route, 400, "The request breaks a rule.", responses);
        responses.set("default", error(route, 500, "Any other error."));
        return operation;
    }

    /** An answer may be of several contents, of which each is an answer of its own in the table. */
    private void add(Answer answer, ObjectNode responses) {
        ObjectNode response = responses.withObjectProperty(Integer.toString(answer.status()));
        if (!response.has("description")) {
            response.put("description", answer.description());
        }
        answer.content().ifPresent(content -> {
            ObjectNode media = response.withObjectProperty("content").putObject(content);
            answer.body().ifPresent(body -> media.set("schema", schemas.reference(body)));
        });
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
        ObjectNode contents = description.putObject("content");
        body.contents().forEach(content -> {
            ObjectNode media = contents.putObject(content.type());
            media.set("schema", content.shape().map(schemas::reference).orElseGet(OpenApi::file));
            content.example().ifPresent(example -> media.set("example", example));
        });
        return description;
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
        addError(route, 403, "The key does not have scope %s, or may not do this.".formatted(scope), responses);
        addError(route, 429, "There were too many requests. Retry-After says when to ask again.", responses);
        addError(route, 401, "A valid API key is needed.", responses);
        addError(route, 503, "Something that is needed does not answer.", responses);
    }

    /** What many routes may answer; a route that has more to say of it says so itself. */
    private void addError(Route route, int status, String description, ObjectNode responses) {
        if (!responses.has(Integer.toString(status))) {
            responses.set(Integer.toString(status), error(route, status, description));
        }
    }

    /** An error as the route's dialect words it. */
    private ObjectNode error(Route route, int status, String description) {
        var shape = dialects.of(route.path()).<Class<?>>map(Dialect::shape).orElse(ErrorBody.class);
        ObjectNode responses = object();
        add(Answer.json(status, description, shape), responses);
        return responses.withObjectProperty(Integer.toString(status));
    }

    private ObjectNode components() {
        ObjectNode components = object();
        components.set("schemas", schemas.definitions());
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject(KEY_HEADER)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "x-api-key")
                .put("description", "An API key: the first one, or one that POST /v1/keys made.");
        schemes.putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The same key, or the token of a person who has logged in.");
        return components;
    }

    /** By which browsers of the description know that they are to ask for a file. */
    private static ObjectNode file() {
        return object().put("type", "string").put("format", "binary");
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
