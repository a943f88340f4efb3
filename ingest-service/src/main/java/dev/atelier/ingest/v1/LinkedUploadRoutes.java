package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.files.FileReplies;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.UploadLinks;
import dev.atelier.ingest.uploads.UploadLinks.Slot;
import dev.atelier.ingest.uploads.UploadParts;
import dev.atelier.ingest.uploads.UploadParts.Part;
import dev.atelier.ingest.uploads.Uploads;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code /uploads/{token}}: files that are brought and read by links, without a key. A large one may come in numbered parts,
 * each to the link with its number behind it.
 */
public final class LinkedUploadRoutes {
    private static final String PATH = "/uploads/{token}";
    private static final Parameter TOKEN = Parameter.path("token", "What the link grants.");
    private static final Answer NONE = Answer.error(404, "The link is good for nothing, or no longer.");
    private static final Answer LARGE = Answer.error(413, "There is more than is taken.");
    private static final Answer WRONG = Answer.error(400, "It is not what is taken.");
    private static final Answer OTHER = Answer.error(409, "Another file came by this link before.");

    private final Uploads uploads;
    private final UploadParts parts;
    private final UploadLinks uploadLinks;
    private final JsonBodies bodies;
    private final Links links;
    private final FileReplies replies;

    /** What the routes are mapped onto. */
    public record UseCases(Uploads uploads, UploadLinks uploadLinks, FileReplies replies) {
        public UseCases {
            requireNonNull(uploads);
            requireNonNull(uploadLinks);
            requireNonNull(replies);
        }
    }

    public LinkedUploadRoutes(UseCases useCases, JsonBodies bodies, Links links) {
        this.uploads = useCases.uploads();
        this.parts = useCases.uploads().parts();
        this.uploadLinks = useCases.uploadLinks();
        this.replies = useCases.replies();
        this.bodies = requireNonNull(bodies);
        this.links = requireNonNull(links);
    }

    /** A part that was taken. */
    record PartTaken(
            @JsonProperty(required = true) int partNumber,
            @JsonProperty(required = true) String etag) {}

    /** The end of an upload in parts. */
    record Completion(@JsonProperty(required = true) List<PartTaken> parts) {
        Completion {
            parts = List.copyOf(parts);
        }
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(put(), putPart(), complete(), read());
    }

    private Route put() {
        return new Route(
                Verb.PUT,
                PATH,
                "putLinkedUpload",
                "Bring a file by a link: its bytes are the body.",
                Access.ANYONE,
                List.of(TOKEN),
                Optional.of(Body.file()),
                List.of(Answer.json(200, "It is there.", UploadResource.class), WRONG, NONE, OTHER, LARGE),
                this::put);
    }

    private Route putPart() {
        return new Route(
                Verb.PUT,
                PATH + "/{name}",
                "putLinkedUploadPart",
                "Bring a part of a file by a link.",
                Access.ANYONE,
                List.of(TOKEN, Parameter.path("name", "The part's number, from 1.")),
                Optional.of(Body.file()),
                List.of(Answer.json(200, "It is there.", PartTaken.class), WRONG, NONE, LARGE),
                this::putPart);
    }

    private Route complete() {
        return new Route(
                Verb.POST,
                PATH + "/complete",
                "completeLinkedUpload",
                "Say that all parts are there, and which.",
                Access.ANYONE,
                List.of(TOKEN),
                Optional.of(Body.required(Completion.class).like("""
                        {"parts": [{"partNumber": 1, "etag": "9e107d9d372bb6826bd81d3542a419d6"}]}""")),
                List.of(
                        Answer.json(200, "The file is there.", UploadResource.class),
                        WRONG,
                        NONE,
                        OTHER,
                        LARGE,
                        Answer.error(415, "The body is not JSON.")),
                this::complete);
    }

    private Route read() {
        return new Route(
                Verb.GET,
                PATH + "/{name}",
                "getLinkedUpload",
                "Download an upload by the link that an answer gave, without a key.",
                Access.ANYONE,
                Stream.concat(
                                Stream.of(TOKEN, Parameter.path("name", "A name for the file; it decides nothing.")),
                                FileReplies.HEADERS.stream())
                        .toList(),
                Optional.empty(),
                FileReplies.ANSWERS,
                this::read);
    }

    private void put(Context context) throws IOException {
        Slot slot = writable(context);
        answer(
                context,
                uploads.store(slot.project(), slot.id(), new Incoming(slot.name(), context.bodyInputStream(), "file")));
    }

    private void putPart(Context context) throws IOException {
        Slot slot = writable(context);
        String number = context.pathParam("name");
        if (!number.matches("[0-9]{1,5}")) {
            throw RefusedException.invalid("part", "part must be a number from 1 to %d".formatted(UploadParts.MOST));
        }
        Part part = parts.put(slot, Integer.parseInt(number), context.bodyInputStream());
        context.header("ETag", "\"%s\"".formatted(part.etag()));
        Replies.json(context, 200, new PartTaken(part.number(), part.etag()));
    }

    private void complete(Context context) throws IOException {
        Slot slot = writable(context);
        Completion completion = bodies.read(context, Completion.class);
        List<Part> named = completion.parts().stream()
                .map(part -> new Part(part.partNumber(), part.etag()))
                .toList();
        answer(context, parts.complete(slot, named));
    }

    private void answer(Context context, Stored stored) {
        Replies.json(context, 200, UploadResource.of(stored, uploadLinks.toRead(links.base(context), stored)));
    }

    private void read(Context context) throws IOException {
        Slot slot = uploadLinks
                .readable(context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("This link shows nothing, or no longer.")));
        replies.send(context, uploads.get(slot.project(), slot.id()).file());
    }

    private Slot writable(Context context) {
        return uploadLinks
                .writable(context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("This link takes no upload, or no longer.")));
    }
}
