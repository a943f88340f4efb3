package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.catalogue.Projects;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keys.Caller;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/projects}. */
public final class ProjectRoutes {
    private static final String ONE = "/v1/projects/{project}";
    private static final List<Parameter> OF_ONE = List.of(Parameter.path("project", "The project's name."));
    private static final Answer NONE = Answer.error(404, "There is no such project, or it is not the key's.");

    private final Projects projects;
    private final JsonBodies bodies;

    public ProjectRoutes(Projects projects, JsonBodies bodies) {
        this.projects = requireNonNull(projects);
        this.bodies = requireNonNull(bodies);
    }

    /** All of them: there are few. */
    record ProjectPage(@JsonProperty(required = true) List<ProjectResource> data, Optional<String> next) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.GET,
                        "/v1/projects",
                        "listProjects",
                        "List the projects, by name: all for an admin key, else the key's own.",
                        Access.MANAGE,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "All of them.", ProjectPage.class)),
                        this::list),
                new Route(
                        Verb.GET,
                        ONE,
                        "getProject",
                        "Get a project.",
                        Access.MANAGE,
                        OF_ONE,
                        Optional.empty(),
                        List.of(Answer.json(200, "The project.", ProjectResource.class), NONE),
                        this::get),
                new Route(
                        Verb.PUT,
                        ONE,
                        "defineProject",
                        "Define a project, or define it anew. Without an admin key: what is not the operator's of its own.",
                        Access.MANAGE,
                        OF_ONE,
                        Optional.of(Body.required(ProjectBody.class).like("""
                        {"defaultModel": "atelier/sketch", "budget": {"dailyMicros": 5000000}, "weight": 2}""")),
                        List.of(
                                Answer.json(200, "It is defined.", ProjectResource.class),
                                NONE,
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON.")),
                        this::define),
                new Route(
                        Verb.DELETE,
                        ONE,
                        "removeProject",
                        "Remove a project that has no good keys, no accounts and nothing that is not over.",
                        Access.ADMIN,
                        OF_ONE,
                        Optional.empty(),
                        List.of(
                                Answer.empty(204, "It is not defined any more; what it made stays."),
                                Answer.error(409, "Something of it is still needed.")),
                        this::remove));
    }

    private void list(Context context) {
        var all = projects.list(Authentication.caller(context)).stream()
                .map(this::resource)
                .toList();
        Replies.json(context, 200, new ProjectPage(all, Optional.empty()));
    }

    private void get(Context context) {
        Replies.json(context, 200, resource(projects.get(Authentication.caller(context), name(context))));
    }

    private void define(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        ProjectBody body = bodies.read(context, ProjectBody.class);
        ProjectDefined asked = body.event(name(context));
        Replies.json(
                context,
                200,
                resource(caller.admin() ? projects.define(asked) : projects.change(caller, asked, body.grants())));
    }

    private void remove(Context context) throws InterruptedException {
        projects.remove(name(context));
        context.status(204);
    }

    private ProjectResource resource(ProjectDefined project) {
        return ProjectResource.of(project, projects.accountsOf(project.getProject()));
    }

    private static String name(Context context) {
        return context.pathParam("project");
    }
}
