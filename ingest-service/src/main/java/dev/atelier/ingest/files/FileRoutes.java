package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotReady;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.manifest.Layout;
import dev.atelier.ingest.manifest.ManifestFormat;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves artifacts as files, by key and by link. */
public final class FileRoutes {
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final List<Answer> ANSWERS = Stream.concat(
                    FileReplies.ANSWERS.stream(),
                    Stream.of(Answer.error(422, "The artifact cannot be made into this format; the message says why.")))
            .toList();

    private final Read read;
    private final FileReplies replies;
    private final ManifestFiles manifests;
    private final FileLinks links;

    public FileRoutes(Read read, FileReplies replies, ManifestFiles manifests, FileLinks links) {
        this.read = requireNonNull(read);
        this.replies = requireNonNull(replies);
        this.manifests = requireNonNull(manifests);
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
                "Download an artifact, one that is JSON in any format of a manifest (docs/manifests.md)."
                        + " Until the generation is over it is 404 not_ready, with Retry-After.",
                Access.READ,
                parameters(
                        Parameter.path("id", "The generation's id."),
                        Parameter.path(
                                "ext",
                                "An extension that fits the artifact, such as png; for JSON also yaml, yml, xml, csv and txt."),
                        Parameter.query(
                                "index",
                                "Which artifact, from 0. Left out: the first that fits the extension.",
                                "{\"type\": \"integer\", \"minimum\": 0}")),
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
                parameters(
                        Parameter.path("token", "What the link grants."),
                        Parameter.path("name", "A name for the file; it decides nothing.")),
                Optional.empty(),
                FileReplies.ANSWERS,
                this::serveLinked);
    }

    private static List<Parameter> parameters(Parameter... own) {
        return Stream.concat(Arrays.stream(own), FileReplies.HEADERS.stream()).toList();
    }

    private void serve(Context context) throws IOException, InterruptedException {
        String project = Authentication.caller(context).project();
        Generation generation = read.get(project, context.pathParam("id"));
        var choice = choose(generation, context.pathParam("ext"), context.queryParam("index"));
        serve(context, choice, Layout.of(generation));
    }

    private void serve(Context context, Choice choice, Layout layout) throws IOException {
        switch (choice) {
            case Choice.AsItIs(var artifact) -> serve(context, artifact);
            case Choice.As(var artifact, var format) ->
                replies.send(context, manifests.render(artifact, format, layout));
        }
    }

    private void serveLinked(Context context) throws IOException, InterruptedException {
        FileLinks.Shown shown = links.shown(context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("This link shows nothing, or no longer.")));
        serve(
                context,
                read.get(shown.project(), shown.generationId()).artifacts().get(shown.index()));
    }

    private void serve(Context context, Artifact artifact) throws IOException {
        replies.send(
                context,
                new StoredFile(
                        artifact.id(), artifact.mediaType(), artifact.bytes(), artifact.sha256(), artifact.key()));
    }

    /** What is served. */
    private sealed interface Choice {
        record AsItIs(Artifact artifact) implements Choice {}

        record As(Artifact artifact, ManifestFormat format) implements Choice {}
    }

    private static Choice choose(Generation generation, String extension, @Nullable String index) {
        if (!generation.status().isFinal()) {
            throw new RefusedException(new NotReady("The generation is not over yet.", SOON));
        }
        List<Artifact> artifacts = generation.artifacts();
        List<Artifact> offered = index == null ? artifacts : at(artifacts, index);
        return first(offered, extension)
                .<Choice>map(Choice.AsItIs::new)
                .or(() -> ManifestFormat.ofExtension(extension)
                        .flatMap(format -> first(offered, ManifestFormat.JSON.extension())
                                .map(artifact -> new Choice.As(artifact, format))))
                .orElseThrow(() -> new RefusedException(
                        new NotFound("The generation is %s and has no such artifact of this type; it has %d in all."
                                .formatted(generation.status().word(), artifacts.size()))));
    }

    private static Optional<Artifact> first(List<Artifact> artifacts, String extension) {
        return artifacts.stream()
                .filter(artifact -> FileTypes.fits(extension, artifact.mediaType()))
                .findFirst();
    }

    private static List<Artifact> at(List<Artifact> artifacts, String index) {
        if (!index.matches("[0-9]{1,6}")) {
            throw RefusedException.invalid("index", "index must be a number from 0");
        }
        return artifacts.stream().skip(Integer.parseInt(index)).limit(1).toList();
    }
}
