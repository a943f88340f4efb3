package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotReady;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.platform.objects.ObjectStore;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves artifacts as files, whole or in part, straight from the object store. */
public final class FileRoutes {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String TEXT = "{\"type\": \"string\"}";
    private static final Parameter RANGE = Parameter.header("Range", "One range of bytes.", TEXT);
    private static final Parameter IF_RANGE = Parameter.header("If-Range", "The ETag that the range is of.", TEXT);
    private static final Parameter IF_NONE_MATCH = Parameter.header("If-None-Match", "The ETag at hand.", TEXT);
    private static final List<Answer> ANSWERS = List.of(
            Answer.of(200, "The file.", "*/*"),
            Answer.of(206, "The part asked for.", "*/*"),
            Answer.empty(304, "The client has it already."),
            Answer.error(404, "There is no such file, or not yet."),
            Answer.error(416, "The file has no such part."));

    private final Read read;
    private final ObjectStore objects;
    private final FileLinks links;

    public FileRoutes(Read read, ObjectStore objects, FileLinks links) {
        this.read = requireNonNull(read);
        this.objects = requireNonNull(objects);
        this.links = requireNonNull(links);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(byKey(), byLink());
    }

    private Route byKey() {
        return new Route(
                Verb.GET,
                "/generations/{id}/file.{ext}",
                "getFile",
                "Download an artifact. Until the generation is over it is 404 not_ready, with Retry-After.",
                Access.READ,
                List.of(
                        Parameter.path("id", "The generation's id."),
                        Parameter.path("ext", "An extension that fits the artifact, such as png."),
                        Parameter.query(
                                "index",
                                "Which artifact, from 0. Left out: the first that fits the extension.",
                                "{\"type\": \"integer\", \"minimum\": 0}"),
                        RANGE,
                        IF_RANGE,
                        IF_NONE_MATCH),
                Optional.empty(),
                ANSWERS,
                this::serve);
    }

    private Route byLink() {
        return new Route(
                Verb.GET,
                "/files/{token}/{name}",
                "getLinkedFile",
                "Download an artifact by the link that an answer gave, without a key.",
                Access.ANYONE,
                List.of(
                        Parameter.path("token", "What the link grants."),
                        Parameter.path("name", "A name for the file; it decides nothing."),
                        RANGE,
                        IF_RANGE,
                        IF_NONE_MATCH),
                Optional.empty(),
                ANSWERS,
                this::serveLinked);
    }

    private void serve(Context context) throws IOException, InterruptedException {
        String project = Authentication.caller(context).project();
        Generation generation = read.get(project, context.pathParam("id"));
        serve(context, choose(generation, context.pathParam("ext"), context.queryParam("index")));
    }

    private void serveLinked(Context context) throws IOException, InterruptedException {
        FileLinks.Shown shown = links.shown(context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("This link shows nothing, or no longer.")));
        serve(
                context,
                read.get(shown.project(), shown.generationId()).artifacts().get(shown.index()));
    }

    private void serve(Context context, Artifact artifact) throws IOException {
        String etag = Validators.etag(artifact.sha256());
        if (Validators.isFresh(context.header("If-None-Match"), etag)) {
            validate(context.status(304), etag);
            return;
        }
        send(context, artifact, range(context, artifact, etag));
    }

    private static Artifact choose(Generation generation, String extension, String index) {
        if (!generation.status().isFinal()) {
            throw new RefusedException(new NotReady("The generation is not over yet.", SOON));
        }
        List<Artifact> artifacts = generation.artifacts();
        List<Artifact> offered = index == null ? artifacts : at(artifacts, index);
        return offered.stream()
                .filter(artifact -> FileTypes.fits(extension, artifact.mediaType()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        new NotFound("The generation is %s and has no such artifact of this type; it has %d in all."
                                .formatted(generation.status().word(), artifacts.size()))));
    }

    private static List<Artifact> at(List<Artifact> artifacts, String index) {
        if (!index.matches("[0-9]{1,6}")) {
            throw RefusedException.invalid("index", "index must be a number from 0");
        }
        return artifacts.stream().skip(Integer.parseInt(index)).limit(1).toList();
    }

    private static ByteRange range(Context context, Artifact artifact, String etag) {
        String header = context.header("Range");
        boolean asked = header != null && Validators.allowsRange(context.header("If-Range"), etag);
        return asked ? ByteRange.parse(header, artifact.bytes()) : new ByteRange.Whole();
    }

    private void send(Context context, Artifact artifact, ByteRange range) throws IOException {
        switch (range) {
            case ByteRange.Whole _ -> send(context, artifact, 200, new ByteRange.Part(0, artifact.bytes()));
            case ByteRange.Part part -> {
                context.header("Content-Range", part.contentRange(artifact.bytes()));
                send(context, artifact, 206, part);
            }
            case ByteRange.Unsatisfiable _ ->
                throw new ProblemException(new Problem(
                        416,
                        "range_not_satisfiable",
                        "The file has %d bytes.".formatted(artifact.bytes()),
                        Optional.of("Range"),
                        Map.of("Content-Range", "bytes */%d".formatted(artifact.bytes()))));
        }
    }

    private void send(Context context, Artifact artifact, int status, ByteRange.Part part) throws IOException {
        if (context.method().equals(HandlerType.HEAD)) {
            describe(context, artifact, status, part.length());
            return;
        }
        // Opened before anything is said, so that a store that does not answer is still told of.
        try (InputStream content = objects.open(artifact.key(), part.first(), part.length())) {
            describe(context, artifact, status, part.length());
            content.transferTo(context.res().getOutputStream());
        }
    }

    /** The content of an artifact never changes, so whoever may see it may keep it. */
    private static void validate(Context context, String etag) {
        context.header("ETag", etag).header("Cache-Control", "private, max-age=31536000, immutable");
    }

    private static void describe(Context context, Artifact artifact, int status, long length) {
        context.status(status).disableCompression().contentType(artifact.mediaType());
        context.res().setContentLengthLong(length);
        context.header("Accept-Ranges", "bytes");
        context.header("X-Content-Type-Options", "nosniff");
        // A file was made from what anybody may have asked: it runs nothing in the browser of who opens it.
        context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        validate(context, Validators.etag(artifact.sha256()));
        String name = artifact.id().replaceAll("[^A-Za-z0-9._-]", "_");
        context.header(
                "Content-Disposition",
                "inline; filename=\"%s.%s\"".formatted(name, FileTypes.extension(artifact.mediaType())));
    }
}
