package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Pieces.Place;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import dev.atelier.schemas.GenerationIds;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of clients that come piece by piece, at whichever instance. A piece lies in the object store before the row says that
 * it has arrived, and the row is what decides who of two goes on first; so there is no lock that could be left behind. Calls
 * block, so run them on virtual threads. Thread-safe.
 *
 * @see "docs/adr/0019-take-uploads-piece-by-piece.md"
 */
public final class ResumableUploads {
    private static final String FIELD = "file";

    private final Intake intake;
    private final UploadStore rows;
    private final Pieces pieces;
    private final UploadsConfig config;
    private final InstantSource clock;

    ResumableUploads(Intake intake, UploadStore rows, Pieces pieces, UploadsConfig config, InstantSource clock) {
        this.intake = requireNonNull(intake);
        this.rows = requireNonNull(rows);
        this.pieces = requireNonNull(pieces);
        this.config = requireNonNull(config);
        this.clock = requireNonNull(clock);
    }

    /** Where an upload is to go on, and how. */
    public record Next(long offset, Optional<Checksum> checksum) {}

    /** What came of going on. */
    public sealed interface Advanced {
        /** So far it has come. */
        record To(Upload upload) implements Advanced {}

        /** The bytes are not those that were to come, and are forgotten. */
        record Mismatch() implements Advanced {}
    }

    /** The largest file that is taken, in bytes. */
    public long maxBytes() {
        return config.maxBytes();
    }

    /**
     * Begins an upload of {@code length} bytes under {@code id}, which nobody has used. Begun again alike before anything has
     * arrived, it is the same upload.
     */
    public Unfinished begin(String project, String id, Notes notes, Optional<Long> length) {
        length.ifPresent(this::checkLength);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var upload = new Unfinished(
                project, id, notes, now.plus(config.unfinishedFor()), length, Collections.emptySortedMap(), 0);
        if (rows.insert(upload)) {
            return upload;
        }
        return rows.find(project, id)
                .flatMap(before -> before instanceof Unfinished unfinished && isAlike(unfinished, upload)
                        ? Optional.of(unfinished)
                        : Optional.empty())
                .orElseThrow(() -> new RefusedException(new NotNow("This upload was begun before.")));
    }

    private static boolean isAlike(Unfinished before, Unfinished again) {
        return before.received() == 0
                && before.length().equals(again.length())
                && before.notes().equals(again.notes());
    }

    /** Refuses a {@code length} that no upload may have. */
    private void checkLength(long length) {
        if (length > config.maxBytes()) {
            throw intake.tooLarge(FIELD);
        }
        if (length < 1) {
            throw RefusedException.invalid(FIELD, "file must not be empty");
        }
    }

    /**
     * Upload {@code id} of {@code project}, even one that has expired lately. One whose last byte has arrived is brought to
     * its end first, where an instance broke off before that.
     */
    public Optional<Upload> find(String project, String id) {
        if (!GenerationIds.isValid(id)) {
            return Optional.empty();
        }
        Optional<Upload> found = rows.find(project, id);
        return found.map(upload -> clock.instant().isBefore(upload.expiresAt()) ? settled(upload) : upload);
    }

    /** Notes that {@code upload} is to have {@code length} bytes; refused when it is known that it has others. */
    public Upload fixLength(Unfinished upload, long length) {
        checkLength(length);
        if (length < upload.received()) {
            throw RefusedException.invalid(
                    "Upload-Length",
                    "Upload-Length must be at least the %d bytes that are there".formatted(upload.received()));
        }
        if (upload.length().isEmpty() && rows.fixLength(upload, length)) {
            return settled(new Unfinished(
                    upload.project(),
                    upload.id(),
                    upload.notes(),
                    upload.expiresAt(),
                    Optional.of(length),
                    new TreeMap<>(upload.pieces()),
                    upload.received()));
        }
        return rows.find(upload.project(), upload.id())
                .filter(now -> now.length().filter(known -> known == length).isPresent())
                .orElseThrow(() ->
                        RefusedException.invalid("Upload-Length", "Upload-Length must not change once it is known"));
    }

    /**
     * Adds what {@code body} holds, which the caller closes. What came before its sender broke off is kept, unless it is to be
     * hashed.
     *
     * @throws IOException when the sender broke off
     */
    public Advanced append(Upload upload, Next next, InputStream body) throws IOException {
        if (next.offset() != upload.received()) {
            throw new RefusedException(new NotNow("The upload goes on at offset %d.".formatted(upload.received())));
        }
        return switch (upload) {
            case Stored stored
            when stored.notes().concat().isPresent() ->
                throw new RefusedException(new Forbidden("This upload was made of others, and takes no more."));
            case Stored _ -> new Advanced.To(upload);
            case Unfinished unfinished -> {
                var arriving = new Arriving(unfinished, rows, pieces, config.maxBytes());
                yield switch (next.checksum()
                        .map(sum -> arriving.checked(body, sum))
                        .orElseGet(() -> arriving.kept(body))) {
                    case Arriving.Outcome.Arrived(var now) -> new Advanced.To(settled(now));
                    case Arriving.Outcome.BrokenOff(var why) -> throw why;
                    case Arriving.Outcome.Wrong _ -> new Advanced.Mismatch();
                };
            }
        };
    }

    /**
     * One upload of the partial uploads {@code parts}, in their order, under a new {@code id}; refused unless each of them is
     * there wholly.
     */
    public Stored join(String project, String id, Notes notes, List<String> parts) throws IOException {
        List<Unfinished> all = parts.stream().map(part -> part(project, part)).toList();
        if (all.isEmpty() || all.stream().mapToLong(Unfinished::received).sum() > config.maxBytes()) {
            throw all.isEmpty()
                    ? RefusedException.invalid("Upload-Concat", "Upload-Concat must name uploads")
                    : intake.tooLarge(FIELD);
        }
        List<Place> places = all.stream().flatMap(ResumableUploads::places).toList();
        try (var content = pieces.open(places);
                Received whole = intake.receive(content, FIELD)) {
            var stored = stored(project, id, notes, whole);
            if (!rows.insert(stored)) {
                throw new RefusedException(new NotNow("This upload was made before."));
            }
            return stored;
        }
    }

    private Unfinished part(String project, String id) {
        return find(project, id)
                .filter(upload -> clock.instant().isBefore(upload.expiresAt()))
                .flatMap(upload ->
                        upload instanceof Unfinished part && part.notes().isPartial() && part.isComplete()
                                ? Optional.of(part)
                                : Optional.empty())
                .orElseThrow(() -> RefusedException.invalid(
                        "Upload-Concat", "Upload-Concat must name partial uploads of the project that are complete"));
    }

    private static Stream<Place> places(Unfinished upload) {
        return upload.pieces().values().stream().map(name -> new Place(upload.id(), name));
    }

    /** Ends the upload, however far it is, and forgets what has arrived; refused where there is none. */
    public void end(String project, String id) {
        if (!GenerationIds.isValid(id) || !rows.delete(project, id)) {
            throw Uploads.noUpload();
        }
        pieces.removeAll(id);
    }

    /** {@code upload}, as a file where all of it is there. */
    private Upload settled(Upload upload) {
        return switch (upload) {
            case Stored _ -> upload;
            case Unfinished unfinished ->
                unfinished.isComplete() && !unfinished.notes().isPartial() ? finish(unfinished) : unfinished;
        };
    }

    /** Done twice at once, one of the two finds that the other was faster; both come to the same. */
    private Stored finish(Unfinished upload) {
        try (var content = pieces.open(places(upload).toList());
                Received whole = intake.receive(content, FIELD)) {
            var stored = stored(upload.project(), upload.id(), upload.notes(), whole);
            if (rows.finish(stored)) {
                pieces.removeAll(upload.id());
                return stored;
            }
            return finishedBefore(upload).orElseThrow(Uploads::noUpload);
        } catch (RefusedException e) {
            var _ = rows.delete(upload.project(), upload.id());
            pieces.removeAll(upload.id());
            throw e;
        } catch (RuntimeException | IOException e) {
            // Whoever was faster has taken the pieces away.
            return finishedBefore(upload)
                    .orElseThrow(
                            () -> RefusedException.unavailable("The upload could not be put together. Ask again.", e));
        }
    }

    private Optional<Stored> finishedBefore(Unfinished upload) {
        return rows.find(upload.project(), upload.id())
                .flatMap(now -> now instanceof Stored stored ? Optional.of(stored) : Optional.empty());
    }

    private Stored stored(String project, String id, Notes notes, Received whole) {
        var until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(config.keptFor());
        return new Stored(project, id, notes, until, intake.store(project, whole, FIELD));
    }
}
