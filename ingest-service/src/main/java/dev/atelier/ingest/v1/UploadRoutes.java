package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.files.FileReplies;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Forms;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.uploads.RemoteFiles;
import dev.atelier.ingest.uploads.Upload;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import dev.atelier.ingest.uploads.UploadLinks;
import dev.atelier.ingest.uploads.UploadLinks.Slot;
import dev.atelier.ingest.uploads.Uploads;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /v1/uploads}: files that inputs may name, brought at once. */
public final class UploadRoutes {
    private static final String DATA = "data:";
    private static final Parameter ID = Parameter.path("id", "The upload's id.");
    private static final List<Parameter> NAME = List.of(Parameter.query(
            "name",
            "What the file is called, where the body is the file.",
            "{\"type\": \"string\", \"maxLength\": 1024}"));

    private final UseCases useCases;
    private final JsonBodies bodies;
    private final Links links;
    private final FileReplies replies;
    private final InstantSource clock;

    /** What the routes are mapped onto. */
    public record UseCases(Uploads uploads, RemoteFiles remote, UploadLinks uploadLinks) {
        public UseCases {
            requireNonNull(uploads);
            requireNonNull(remote);
            requireNonNull(uploadLinks);
        }
    }

    public UploadRoutes(UseCases useCases, JsonBodies bodies, Links links, FileReplies replies, InstantSource clock) {
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
        this.links = requireNonNull(links);
        this.replies = requireNonNull(replies);
        this.clock = requireNonNull(clock);
    }

    /** The form in which files may come. */
    record FileForm(
            @JsonProperty(required = true)
            @JsonPropertyDescription("A file. There may be up to 32, and their fields may be called anything.")
            String file) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                create(),
                sign("/v1/uploads/signed-url", "signUpload"),
                sign("/api/uploads/signed-url", "signUploadAsImgGo"),
                get(),
                content(),
                delete());
    }

    private Route create() {
        return new Route(
                Verb.POST,
                "/v1/uploads",
                "createUpload",
                "Upload a file: as the body itself, as the files of a multipart form, or by a URL or data URI in JSON.",
                Access.SUBMIT,
                NAME,
                Optional.of(Body.optional(UploadBody.class)
                        .like("""
                        {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}""")
                        .or(Body.form(FileForm.class))
                        .or(Body.file())),
                List.of(
                        Answer.json(201, "It is there; of several files, under data.", UploadResource.class),
                        Answer.error(413, "The file is too large."),
                        Answer.error(415, "The body is none of these.")),
                this::create);
    }

    private Route sign(String path, String operation) {
        return new Route(
                Verb.POST,
                path,
                operation,
                "Get a URL to which one file may be sent without a key.",
                Access.SUBMIT,
                List.of(),
                Optional.of(Body.optional(SignedUrlBody.class).like("""
                        {"name": "fox.png"}""")),
                List.of(
                        Answer.json(200, "The URL.", SignedUrlResource.class),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::sign);
    }

    private Route get() {
        return new Route(
                Verb.GET,
                "/v1/uploads/{id}",
                "getUpload",
                "Read what is known of an upload.",
                Access.READ,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(200, "The upload.", UploadResource.class),
                        Answer.error(404, "There is no such upload, or no longer.")),
                this::get);
    }

    private Route content() {
        return new Route(
                Verb.GET,
                "/v1/uploads/{id}/content",
                "getUploadContent",
                "Download an upload.",
                Access.READ,
                Stream.concat(Stream.of(ID), FileReplies.HEADERS.stream()).toList(),
                Optional.empty(),
                FileReplies.ANSWERS,
                context -> replies.send(context, stored(context).file()));
    }

    private Route delete() {
        return new Route(
                Verb.DELETE,
                "/v1/uploads/{id}",
                "deleteUpload",
                "Forget an upload. What was generated with it keeps its file.",
                Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(Answer.empty(204, "It is forgotten."), Answer.error(404, "There is no such upload.")),
                context -> {
                    useCases.uploads().delete(project(context), context.pathParam("id"));
                    context.status(204);
                });
    }

    private void create(Context context) throws IOException, InterruptedException {
        String name = new QueryReader(context, NAME).text("name").orElse("");
        if (Forms.isOne(context)) {
            try (var form = UploadForm.of(context, useCases.uploads().maxBytes())) {
                created(context, useCases.uploads().storeAll(project(context), form.files()));
            }
        } else if (isJson(context)) {
            created(context, List.of(named(context, bodies.read(context, UploadBody.class))));
        } else {
            created(context, List.of(useCases.uploads().store(project(context), name, context.bodyInputStream())));
        }
    }

    private static boolean isJson(Context context) {
        return Optional.ofNullable(context.contentType())
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.startsWith(Replies.JSON))
                .isPresent();
    }

    private Stored named(Context context, UploadBody body) throws IOException, InterruptedException {
        String project = project(context);
        String url = body.url();
        if (!url.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return useCases.remote().fetch(project, url, "url");
        }
        var content = new ByteArrayInputStream(data(url));
        String id = useCases.uploads().reserve();
        return useCases.uploads().store(project, id, new Incoming("", content, "url"));
    }

    private static byte[] data(String uri) {
        int comma = uri.indexOf(',');
        if (comma < 0 || !uri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw RefusedException.invalid("url", "url must be an https URL, or a data URI in base64");
        }
        try {
            return Base64.getDecoder().decode(uri.substring(comma + 1));
        } catch (IllegalArgumentException _) {
            throw RefusedException.invalid("url", "url must be a data URI of valid base64");
        }
    }

    private void created(Context context, List<Stored> stored) {
        if (stored.size() > 1) {
            Replies.json(
                    context,
                    201,
                    new UploadResource.Several(stored.stream()
                            .map(upload -> resource(context, upload))
                            .toList()));
            return;
        }
        Stored upload = stored.getFirst();
        context.header("Location", "%s/v1/uploads/%s".formatted(links.base(context), upload.id()));
        Replies.json(context, 201, resource(context, upload));
    }

    private UploadResource resource(Context context, Stored upload) {
        return UploadResource.of(upload, useCases.uploadLinks().toRead(links.base(context), upload));
    }

    private void sign(Context context) throws IOException {
        SignedUrlBody body = bodies.readIfAny(context, SignedUrlBody.class);
        UploadLinks signed = useCases.uploadLinks();
        Slot slot = signed.slot(project(context), useCases.uploads().reserve(), body.file());
        String url = signed.toWrite(links.base(context), slot);
        String token = url.substring(url.lastIndexOf('/') + 1);
        Replies.json(
                context,
                200,
                new SignedUrlResource(
                        slot.id(),
                        url,
                        token,
                        Upload.SCHEME + slot.id(),
                        slot.until().toString()));
    }

    private void get(Context context) {
        Instant now = clock.instant();
        Upload upload = useCases.uploads()
                .resumable()
                .find(project(context), context.pathParam("id"))
                .filter(found -> now.isBefore(found.expiresAt()))
                .orElseThrow(() -> new RefusedException(new NotFound("There is no upload with this id.")));
        Replies.json(
                context,
                200,
                switch (upload) {
                    case Stored stored -> resource(context, stored);
                    case Unfinished unfinished -> UploadResource.of(unfinished);
                });
    }

    private Stored stored(Context context) {
        return useCases.uploads().get(project(context), context.pathParam("id"));
    }

    private static String project(Context context) {
        return Authentication.caller(context).project();
    }
}
