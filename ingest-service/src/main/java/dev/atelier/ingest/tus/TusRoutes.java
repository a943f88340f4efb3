package dev.atelier.ingest.tus;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Handling;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.tus.Tus.Target;
import dev.atelier.ingest.uploads.UploadLinks;
import dev.atelier.ingest.uploads.UploadLinks.Slot;
import dev.atelier.ingest.uploads.Uploads;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where tus is spoken: {@code /api/uploads} with a key, and {@code /uploads/{token}} by a link, which is good for one upload
 * and so is both where it is begun and where it goes on.
 */
public final class TusRoutes {
    private static final String ROOT = "/api/uploads";
    private static final String ONE = ROOT + "/{id}";
    private static final String LINK = "/uploads/{token}";
    private static final Parameter ID = Parameter.path("id", "The upload's id, from its Location.");
    private static final Parameter TOKEN = Parameter.path("token", "What the link grants.");
    private static final Answer NONE = Answer.error(404, "There is no such upload.");
    private static final Answer GONE = Answer.error(410, "The upload has expired.");
    private static final Answer VERSION = Answer.error(412, "Another version of tus is asked for.");
    private static final Answer WRONG = Answer.error(400, "A header breaks a rule.");
    private static final Answer CONFLICT = Answer.error(409, "The upload is not where the request goes on.");
    private static final Answer LARGE = Answer.error(413, "There is more than may be.");
    private static final Answer TYPE = Answer.error(415, "The body is not application/offset+octet-stream.");
    private static final Answer MISMATCH = Answer.error(460, "The bytes do not have the checksum.");
    private static final Answer FINAL = Answer.error(403, "The upload is made of others.");

    private final Tus tus;
    private final Uploads uploads;
    private final UploadLinks uploadLinks;
    private final Links links;

    public TusRoutes(Uploads uploads, UploadLinks uploadLinks, Links links, InstantSource clock) {
        this.tus = new Tus(uploads.resumable(), clock);
        this.uploads = requireNonNull(uploads);
        this.uploadLinks = requireNonNull(uploadLinks);
        this.links = requireNonNull(links);
    }

    /** How errors on its paths are worded: each bears the version. */
    public static List<Dialect> dialects() {
        Map<String, String> version = Map.of("Tus-Resumable", TusRequest.VERSION);
        return List.of(Dialect.withHeaders(ROOT, version), Dialect.withHeaders("/uploads/", version));
    }

    /** Its routes. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(withKey());
        routes.addAll(byLink());
        return routes;
    }

    private List<Route> withKey() {
        return List.of(
                route(Verb.OPTIONS, ROOT, "tusOptions", "What this server speaks of tus.", options(), tus::options),
                route(Verb.POST, ROOT, "tusCreate", "Begin a resumable upload.", created(), create()),
                route(Verb.POST, ONE, "tusOverride", "The method that a header names.", patched(), one(tus::override)),
                route(Verb.HEAD, ONE, "tusHead", "How far a resumable upload is.", told(), one(tus::head)),
                route(Verb.PATCH, ONE, "tusPatch", "Go on with a resumable upload.", patched(), one(tus::patch)),
                route(Verb.DELETE, ONE, "tusDelete", "End a resumable upload.", ended(), one(tus::delete)));
    }

    private List<Route> byLink() {
        return List.of(
                route(Verb.OPTIONS, LINK, "tusLinkOptions", "What a link speaks of tus.", options(), tus::options),
                route(
                        Verb.POST,
                        LINK,
                        "tusLinkCreate",
                        "Begin a resumable upload by a link.",
                        created(),
                        byLink(this::post)),
                route(Verb.HEAD, LINK, "tusLinkHead", "How far the upload of a link is.", told(), byLink(tus::head)),
                route(
                        Verb.PATCH,
                        LINK,
                        "tusLinkPatch",
                        "Go on with the upload of a link.",
                        patched(),
                        byLink(tus::patch)),
                route(Verb.DELETE, LINK, "tusLinkDelete", "End the upload of a link.", ended(), byLink(tus::delete)));
    }

    private static List<Answer> options() {
        return List.of(Answer.empty(204, "In its headers."));
    }

    private static List<Answer> created() {
        return List.of(
                Answer.empty(201, "It is begun, at Location."), WRONG, NONE, CONFLICT, VERSION, LARGE, TYPE, MISMATCH);
    }

    private static List<Answer> patched() {
        return List.of(
                Answer.empty(204, "So far it is now."),
                WRONG,
                FINAL,
                NONE,
                CONFLICT,
                GONE,
                VERSION,
                LARGE,
                TYPE,
                MISMATCH);
    }

    private static List<Answer> told() {
        return List.of(
                Answer.empty(200, "So far it is."), NONE, GONE, VERSION, Answer.error(423, "Nobody can tell now."));
    }

    private static List<Answer> ended() {
        return List.of(Answer.empty(204, "It is forgotten."), NONE, VERSION);
    }

    private static Route route(
            Verb verb, String path, String operation, String summary, List<Answer> answers, Handling handling) {
        boolean byLink = path.equals(LINK);
        List<Parameter> parameters =
                new ArrayList<>(byLink ? List.of(TOKEN) : path.equals(ONE) ? List.of(ID) : List.of());
        parameters.addAll(TusHeaders.of(verb));
        Access access = byLink || verb == Verb.OPTIONS ? Access.ANYONE : Access.SUBMIT;
        return new Route(verb, path, operation, summary, access, parameters, body(verb), answers, handling);
    }

    private static Optional<Body> body(Verb verb) {
        return switch (verb) {
            case PATCH -> Optional.of(Body.file(TusRequest.BYTES));
            case POST -> Optional.of(Body.file(TusRequest.BYTES).orNone());
            case GET, HEAD, PUT, DELETE, OPTIONS, QUERY -> Optional.empty();
        };
    }

    /** What is done with an upload. */
    @FunctionalInterface
    private interface Step {
        void take(Context context, Target target) throws Exception;
    }

    private Handling create() {
        return context -> tus.create(context, target(context, uploads.reserve()));
    }

    private Handling one(Step step) {
        return context -> step.take(context, target(context, context.pathParam("id")));
    }

    private Target target(Context context, String id) {
        String location = "%s%s/%s".formatted(links.base(context), ROOT, id);
        return new Target(Authentication.caller(context).project(), id, location, "");
    }

    private Handling byLink(Step step) {
        return context -> {
            String token = context.pathParam("token");
            Slot slot = uploadLinks
                    .writable(token)
                    .orElseThrow(() -> new RefusedException(new NotFound("This link takes no upload, or no longer.")));
            String location = "%s/uploads/%s".formatted(links.base(context), token);
            step.take(context, new Target(slot.project(), slot.id(), location, slot.name()));
        };
    }

    private void post(Context context, Target target) throws Exception {
        if (new TusRequest(context).override().isPresent()) {
            tus.override(context, target);
        } else {
            tus.create(context, target);
        }
    }
}
