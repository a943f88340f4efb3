package dev.atelier.ingest.imggo;

import static java.util.Objects.requireNonNull;

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
import dev.atelier.ingest.imggo.Enveloped.ImgGoDeleted;
import dev.atelier.ingest.imggo.Enveloped.ImgGoDeletedReply;
import dev.atelier.ingest.imggo.Enveloped.ImgGoErrorReply;
import dev.atelier.ingest.imggo.PatternBody.ImgGoNewPattern;
import dev.atelier.ingest.imggo.PatternBody.ImgGoPatternChange;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoPatternReply;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoPatternSummary;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoPatternsReply;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoVersion;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoVersionReply;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoVersionSummary;
import dev.atelier.ingest.imggo.PatternReplies.ImgGoVersionsReply;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.pattern.Pattern;
import dev.atelier.ingest.pattern.Patterns;
import dev.atelier.ingest.pattern.Saving;
import dev.atelier.ingest.pattern.Version;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /api/patterns}: what is to be read off pictures, as ImgGo had it, and the versions of it. */
public final class PatternRoutes {
    static final String PATTERNS = "/api/patterns";
    static final Parameter ID = Parameter.path("id", "The pattern's id.");
    static final Answer NONE = error(404, "The project has no such pattern or version, or there is no such model.");

    private static final String ONE = PATTERNS + "/{id}";
    private static final String VERSIONS = ONE + "/versions";
    private static final Parameter NUMBER = Parameter.path("n", "The version's number, from 1.");
    private static final Answer BUSY = error(409, "There are as many as there may be, or somebody was faster.");
    private static final String SHELF = """
            {"name": "Retail Shelf Audit", "format": "json",
             "instructions": "Identify all products on the shelf with their names",
             "json_schema": {"type": "object",
                             "properties": {"shelf_id": {"type": "string"},
                                            "products": {"type": "array", "items": {"type": "string"}}},
                             "required": ["shelf_id", "products"]}}""";

    private final Patterns patterns;
    private final JsonBodies bodies;

    public PatternRoutes(Patterns patterns, JsonBodies bodies) {
        this.patterns = requireNonNull(patterns);
        this.bodies = requireNonNull(bodies);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                reading(PATTERNS, "imgGoListPatterns", "List the project's patterns, newest first.", this::list)
                        .answering(ImgGoPatternsReply.class),
                writing(
                                Verb.POST,
                                PATTERNS,
                                "imgGoCreatePattern",
                                "Make a pattern, with its first version.",
                                this::create)
                        .taking(Body.required(ImgGoNewPattern.class).like(SHELF))
                        .answering(201, ImgGoPatternReply.class),
                reading(ONE, "imgGoGetPattern", "Read a pattern, as pictures are read by it.", this::get)
                        .answering(ImgGoPatternReply.class),
                writing(Verb.PUT, ONE, "imgGoReplacePattern", "Save a version that says all anew.", this::replace)
                        .taking(Body.required(ImgGoNewPattern.class).like(SHELF))
                        .answering(200, ImgGoPatternReply.class),
                writing(
                                Verb.PATCH,
                                ONE,
                                "imgGoChangePattern",
                                "Save a version that differs from the latest.",
                                this::change)
                        .taking(Body.required(ImgGoPatternChange.class).like("""
                                {"instructions": "Identify all bottles on the shelf", "publish": false}"""))
                        .answering(200, ImgGoPatternReply.class),
                writing(Verb.DELETE, ONE, "imgGoDeletePattern", "Remove a pattern; what it read stays.", this::delete)
                        .answering(200, ImgGoDeletedReply.class),
                reading(VERSIONS, "imgGoListVersions", "List a pattern's versions, newest first.", this::versions)
                        .answering(ImgGoVersionsReply.class),
                reading(VERSIONS + "/{n}", "imgGoGetVersion", "Read a version of a pattern.", this::version)
                        .answering(ImgGoVersionReply.class),
                writing(
                                Verb.POST,
                                VERSIONS + "/{n}/publish",
                                "imgGoPublishVersion",
                                "Have pictures read by this version: a newer one, or an older one again.",
                                this::publish)
                        .answering(200, ImgGoPatternReply.class));
    }

    /** A route on its way; what it takes and answers is still to be said. */
    private record Draft(
            Verb verb, String path, String operation, String summary, Optional<Body> body, Route.Handling handling) {
        Draft taking(Body what) {
            return new Draft(verb, path, operation, summary, Optional.of(what), handling);
        }

        Route answering(Class<?> shape) {
            return answering(200, shape);
        }

        Route answering(int status, Class<?> shape) {
            return new Route(
                    verb,
                    path,
                    operation,
                    summary,
                    verb == Verb.GET ? Access.READ : Access.MANAGE,
                    parameters(),
                    body,
                    answers(Answer.json(status, "As ImgGo answers.", shape)),
                    handling);
        }

        private List<Parameter> parameters() {
            if (path.contains("{n}")) {
                return List.of(ID, NUMBER);
            }
            return path.contains("{id}") ? List.of(ID) : List.of();
        }

        private List<Answer> answers(Answer good) {
            List<Answer> all = new ArrayList<>(List.of(good));
            if (path.contains("{id}") || body.isPresent()) {
                all.add(NONE);
            }
            if (body.isPresent()) {
                all.addAll(List.of(BUSY, error(413, "The body is too large."), error(415, "The body is not JSON.")));
            }
            return all;
        }
    }

    private static Draft reading(String path, String operation, String summary, Route.Handling handling) {
        return writing(Verb.GET, path, operation, summary, handling);
    }

    private static Draft writing(Verb verb, String path, String operation, String summary, Route.Handling handling) {
        return new Draft(verb, path, operation, summary, Optional.empty(), handling);
    }

    static Answer error(int status, String description) {
        return Answer.json(status, description, ImgGoErrorReply.class);
    }

    private void list(Context context) {
        var all = patterns.all(caller(context).project()).stream()
                .map(ImgGoPatternSummary::of)
                .toList();
        Replies.json(context, 200, new ImgGoPatternsReply(true, all));
    }

    private void create(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, ImgGoNewPattern.class);
        if (body.baseVersion().isPresent()) {
            throw RefusedException.invalid("base_version", "base_version must be left out: there is no version yet");
        }
        Pattern made = patterns.create(
                caller(context), body.definition(), body.publish().orElse(true));
        Replies.json(context, 201, ImgGoPatternReply.of(switched(context, made, body.active())));
    }

    private void get(Context context) {
        Replies.json(context, 200, ImgGoPatternReply.of(pattern(context)));
    }

    private void replace(Context context) throws IOException, InterruptedException {
        var _ = pattern(context);
        var body = bodies.read(context, ImgGoNewPattern.class);
        var saving = new Saving(body.publish().orElse(true), body.baseVersion());
        Version saved = patterns.save(caller(context), id(context), body.definition(), saving);
        Replies.json(context, 200, ImgGoPatternReply.of(switched(context, pattern(context), body.active()), saved));
    }

    private void change(Context context) throws IOException, InterruptedException {
        var _ = pattern(context);
        var body = bodies.read(context, ImgGoPatternChange.class);
        if (!body.changesDefinition()) {
            Replies.json(context, 200, ImgGoPatternReply.of(switched(context, pattern(context), body.active())));
            return;
        }
        Version saved = patterns.change(
                caller(context), id(context), body::over, body.publish().orElse(true));
        Replies.json(context, 200, ImgGoPatternReply.of(switched(context, pattern(context), body.active()), saved));
    }

    private Pattern switched(Context context, Pattern pattern, Optional<Boolean> active) throws InterruptedException {
        return active.isPresent() ? patterns.activate(caller(context), pattern.id(), active.get()) : pattern;
    }

    private void delete(Context context) throws InterruptedException {
        patterns.remove(caller(context), id(context));
        Replies.json(context, 200, new ImgGoDeletedReply(true, new ImgGoDeleted(id(context), true)));
    }

    private void versions(Context context) {
        Pattern pattern = pattern(context);
        var all = pattern.versions().reversed().stream()
                .map(version -> ImgGoVersionSummary.of(pattern, version))
                .toList();
        Replies.json(context, 200, new ImgGoVersionsReply(true, all));
    }

    private void version(Context context) {
        Pattern pattern = pattern(context);
        var version = patterns.get(pattern.project(), pattern.id(), number(context));
        Replies.json(context, 200, new ImgGoVersionReply(true, ImgGoVersion.of(pattern, version)));
    }

    private void publish(Context context) throws InterruptedException {
        Pattern published = patterns.publish(caller(context), id(context), number(context));
        Replies.json(context, 200, ImgGoPatternReply.of(published));
    }

    private Pattern pattern(Context context) {
        return patterns.get(caller(context).project(), id(context));
    }

    private static Caller caller(Context context) {
        return Authentication.caller(context);
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }

    /** What is no number is the number of no version. */
    private static int number(Context context) {
        try {
            return Integer.parseInt(context.pathParam("n"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
