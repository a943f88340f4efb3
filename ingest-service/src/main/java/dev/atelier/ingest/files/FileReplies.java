package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.http.ErrorBody;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Validators;
import dev.atelier.platform.objects.ObjectStore;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers with files, whole or in part, straight from the object store (RFC 9110, 13 and 14). Thread-safe. */
public final class FileReplies {
    /** What a route that answers with a file may answer. */
    public static final List<Answer> ANSWERS = answers(ErrorBody.class);

    /** What is stored never changes, so whoever may see it may keep it. */
    private static final String FOREVER = "private, max-age=31536000, immutable";
    /** What is made anew may come out otherwise in another version. */
    private static final String ASK_AGAIN = "private, no-cache";

    private static final String TEXT = "{\"type\": \"string\"}";
    /** What such a route takes in headers. */
    public static final List<Parameter> HEADERS = List.of(
            Parameter.header("Range", "One range of bytes.", TEXT),
            Parameter.header("If-Range", "The ETag that the range is of.", TEXT),
            Parameter.header("If-None-Match", "The ETag at hand.", TEXT));

    private final ObjectStore objects;

    /** The same, of a route whose errors have bodies like {@code errors}. */
    public static List<Answer> answers(Class<?> errors) {
        return List.of(
                Answer.of(200, "The file.", "*/*"),
                Answer.of(206, "The part asked for.", "*/*"),
                Answer.empty(304, "The client has it already."),
                Answer.json(404, "There is no such file, or not yet.", errors),
                Answer.json(416, "The file has no such part.", errors));
    }

    public FileReplies(ObjectStore objects) {
        this.objects = requireNonNull(objects);
    }

    /** Answers with what of {@code file} is asked for. */
    public void send(Context context, StoredFile file) throws IOException {
        send(
                context,
                new Offer(
                        file.name(),
                        file.mediaType(),
                        file.bytes(),
                        Validators.etag(file.sha256()),
                        FOREVER,
                        (first, length) -> objects.open(file.key(), first, length)));
    }

    /** The same of a file that was made just now. */
    void send(Context context, RenderedFile file) throws IOException {
        send(
                context,
                new Offer(
                        file.name(),
                        file.mediaType(),
                        file.bytes(),
                        Validators.etag(file.sha256()),
                        ASK_AGAIN,
                        file::open));
    }

    /** What a client may have of a file. */
    private record Offer(String name, String mediaType, long bytes, String etag, String caching, Content content) {}

    /** Opens a part of a file, which the caller closes. */
    @FunctionalInterface
    private interface Content {
        InputStream open(long first, long length) throws IOException;
    }

    private static void send(Context context, Offer file) throws IOException {
        if (Validators.isFresh(context.header("If-None-Match"), file.etag())) {
            validate(context.status(304), file);
            return;
        }
        send(context, file, range(context, file));
    }

    private static ByteRange range(Context context, Offer file) {
        String header = context.header("Range");
        boolean asked = header != null && Validators.allowsRange(context.header("If-Range"), file.etag());
        return asked ? ByteRange.parse(header, file.bytes()) : new ByteRange.Whole();
    }

    private static void send(Context context, Offer file, ByteRange range) throws IOException {
        switch (range) {
            case ByteRange.Whole _ -> send(context, file, 200, new ByteRange.Part(0, file.bytes()));
            case ByteRange.Part part -> {
                context.header("Content-Range", part.contentRange(file.bytes()));
                send(context, file, 206, part);
            }
            case ByteRange.Unsatisfiable _ ->
                throw new ProblemException(new Problem(
                        416,
                        "range_not_satisfiable",
                        "The file has %d bytes.".formatted(file.bytes()),
                        Optional.of("Range"),
                        Map.of("Content-Range", "bytes */%d".formatted(file.bytes()))));
        }
    }

    private static void send(Context context, Offer file, int status, ByteRange.Part part) throws IOException {
        if (context.method().equals(HandlerType.HEAD)) {
            describe(context, file, status, part.length());
            return;
        }
        // Opened before anything is said, so that a store that does not answer is still told of.
        try (InputStream content = file.content().open(part.first(), part.length())) {
            describe(context, file, status, part.length());
            content.transferTo(context.res().getOutputStream());
        }
    }

    private static void validate(Context context, Offer file) {
        context.header("ETag", file.etag()).header("Cache-Control", file.caching());
    }

    private static void describe(Context context, Offer file, int status, long length) {
        context.status(status).disableCompression().contentType(file.mediaType());
        context.res().setContentLengthLong(length);
        context.header("Accept-Ranges", "bytes");
        context.header("X-Content-Type-Options", "nosniff");
        // A file was made from what anybody may have asked or brought: it runs nothing in the browser of who opens it.
        context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        validate(context, file);
        String name = file.name().replaceAll("[^A-Za-z0-9._-]", "_");
        context.header(
                "Content-Disposition",
                "inline; filename=\"%s.%s\"".formatted(name, FileTypes.extension(file.mediaType())));
    }
}
