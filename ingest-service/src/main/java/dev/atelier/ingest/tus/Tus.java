package dev.atelier.ingest.tus;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.DriverException;
import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.TooLarge;
import dev.atelier.ingest.generation.Refusal.Unavailable;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.uploads.Checksum;
import dev.atelier.ingest.uploads.ResumableUploads;
import dev.atelier.ingest.uploads.ResumableUploads.Advanced;
import dev.atelier.ingest.uploads.ResumableUploads.Next;
import dev.atelier.ingest.uploads.Upload;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import dev.atelier.platform.objects.ObjectStoreException;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests of the tus protocol. Thread-safe. */
final class Tus {
    private static final Logger LOG = LoggerFactory.getLogger(Tus.class);
    private static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,concatenation," + "termination,expiration,checksum";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final int MISMATCH = 460;

    private final ResumableUploads uploads;
    private final InstantSource clock;

    Tus(ResumableUploads uploads, InstantSource clock) {
        this.uploads = requireNonNull(uploads);
        this.clock = requireNonNull(clock);
    }

    /**
     * The upload that a request is about.
     *
     * @param id       an id, of an upload that may not be there
     * @param location where it is asked for
     * @param name     what it is called where its client does not say so; may be empty
     */
    record Target(String project, String id, String location, String name) {}

    /** What may be asked of this server. */
    void options(Context context) {
        context.status(204)
                .header("Tus-Resumable", TusRequest.VERSION)
                .header("Tus-Version", TusRequest.VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", Long.toString(uploads.maxBytes()))
                .header("Tus-Checksum-Algorithm", TusRequest.CHECKSUMS);
    }

    /** Begins an upload, and goes on with it at once where the request brings bytes. */
    void create(Context context, Target target) throws IOException {
        TusRequest request = begin(context);
        Notes notes = request.notes(target.name());
        Optional<List<String>> parts = request.parts();
        Upload upload =
                parts.isPresent() ? join(request, target, notes, parts.get()) : start(context, request, target, notes);
        context.status(201).header("Location", target.location());
        describe(context, upload);
    }

    private Upload join(TusRequest request, Target target, Notes notes, List<String> parts) throws IOException {
        if (request.length().isPresent()) {
            throw RefusedException.invalid("Upload-Length", "Upload-Length must not be given where others are joined");
        }
        return uploads.join(target.project(), target.id(), notes, parts);
    }

    private Upload start(Context context, TusRequest request, Target target, Notes notes) throws IOException {
        Optional<Long> length = request.plannedLength();
        boolean brings = request.bringsBytes();
        if (!brings && request.bodyLength().filter(bytes -> bytes > 0).isPresent()) {
            request.checkBytes();
        }
        Optional<Checksum> checksum = request.checksum();
        Unfinished upload = uploads.begin(target.project(), target.id(), notes, length);
        return brings ? advanced(context, request, upload, new Next(0, checksum)) : upload;
    }

    /** Says how far an upload is. */
    void head(Context context, Target target) {
        var _ = begin(context);
        context.header("Cache-Control", "no-store");
        Upload upload = sighted(target);
        context.status(200);
        describe(context, upload);
        upload.length()
                .ifPresentOrElse(
                        length -> context.header("Upload-Length", Long.toString(length)),
                        () -> context.header("Upload-Defer-Length", "1"));
        upload.notes().metadata().ifPresent(metadata -> context.header("Upload-Metadata", metadata));
        upload.notes().concat().ifPresent(concat -> context.header("Upload-Concat", concat));
    }

    /** Clients throw an upload away when this fails otherwise than by saying that it is locked. */
    private Upload sighted(Target target) {
        try {
            return find(target);
        } catch (DriverException | ObjectStoreException e) {
            LOG.atWarn().log("A store did not answer: {}", String.valueOf(e.getMessage()));
            throw locked();
        } catch (RefusedException e) {
            throw e.refusal() instanceof Unavailable ? locked() : e;
        }
    }

    private static ProblemException locked() {
        return new ProblemException(Problem.of(423, "locked", "How far the upload is cannot be told now. Ask again."));
    }

    /** Goes on with an upload. */
    void patch(Context context, Target target) throws IOException {
        TusRequest request = begin(context);
        request.checkBytes();
        var next = new Next(request.offset(), request.checksum());
        Upload upload = find(target);
        Optional<Long> length = request.length();
        if (length.isPresent()) {
            upload = fixed(upload, next, length.get());
        }
        Upload now = advanced(context, request, upload, next);
        context.status(204);
        describe(context, now);
    }

    private Upload fixed(Upload upload, Next next, long length) {
        return switch (upload) {
            // An offset that is wrong must change nothing.
            case Unfinished unfinished when next.offset() == upload.received() -> uploads.fixLength(unfinished, length);
            case Unfinished _, Stored _ -> upload;
        };
    }

    private Upload advanced(Context context, TusRequest request, Upload upload, Next next) throws IOException {
        checkNotFinal(upload);
        long most = upload.length().orElse(uploads.maxBytes());
        if (next.offset() == upload.received()
                && request.bodyLength()
                        .filter(bytes -> bytes > most - next.offset())
                        .isPresent()) {
            throw new RefusedException(new TooLarge(
                    "The body must end where the upload ends, at %d bytes.".formatted(most), Optional.of("file")));
        }
        return switch (uploads.append(upload, next, context.bodyInputStream())) {
            case Advanced.To(var now) -> now;
            case Advanced.Mismatch _ ->
                throw new ProblemException(Problem.of(
                        MISMATCH, "checksum_mismatch", "The bytes do not have this checksum, and are forgotten."));
        };
    }

    private static void checkNotFinal(Upload upload) {
        if (upload instanceof Stored && upload.notes().concat().isPresent()) {
            throw new RefusedException(new Forbidden("This upload was made of others, and takes no more."));
        }
    }

    /** Ends an upload, however far it is. */
    void delete(Context context, Target target) {
        var _ = begin(context);
        uploads.end(target.project(), target.id());
        context.status(204);
    }

    /** What is meant by a POST to an upload itself. */
    void override(Context context, Target target) throws IOException {
        switch (new TusRequest(context)
                .override()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .orElse("")) {
            case "PATCH" -> patch(context, target);
            case "DELETE" -> delete(context, target);
            case "HEAD" -> head(context, target);
            default ->
                throw RefusedException.invalid(
                        "X-HTTP-Method-Override", "X-HTTP-Method-Override must be PATCH, DELETE or HEAD");
        }
    }

    private static TusRequest begin(Context context) {
        context.header("Tus-Resumable", TusRequest.VERSION);
        var request = new TusRequest(context);
        request.checkVersion();
        return request;
    }

    private Upload find(Target target) {
        Upload upload = uploads.find(target.project(), target.id())
                .orElseThrow(() -> new RefusedException(new NotFound("There is no upload with this id.")));
        if (!clock.instant().isBefore(upload.expiresAt())) {
            throw new ProblemException(Problem.of(410, "expired", "The upload has expired."));
        }
        return upload;
    }

    private static void describe(Context context, Upload upload) {
        context.header("Upload-Offset", Long.toString(upload.received()));
        if (upload instanceof Unfinished) {
            context.header("Upload-Expires", DATE.format(upload.expiresAt()));
        }
    }
}
