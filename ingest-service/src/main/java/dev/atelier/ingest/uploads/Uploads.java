package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Upload.Content;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.schemas.GenerationIds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of clients, brought at once. An upload is a handle that is good for a time; the file itself lies with the project's
 * other files, named by its content. Another project's upload is one that is not there. Calls block, so run them on virtual
 * threads. Thread-safe.
 */
public final class Uploads {
    /** An id that comes after all others. */
    public static final String LATEST = "~";

    private static final String FIELD = "file";

    private final Intake intake;
    private final UploadStore rows;
    private final Pieces pieces;
    private final UploadsConfig config;
    private final InstantSource clock;

    public Uploads(ObjectStore objects, CqlSession session, UploadsConfig config, InstantSource clock) {
        this(
                new Intake(objects::put, config),
                new UploadRows(session, clock),
                new ObjectPieces(objects),
                config,
                clock);
    }

    Uploads(Intake intake, UploadStore rows, Pieces pieces, UploadsConfig config, InstantSource clock) {
        this.intake = requireNonNull(intake);
        this.rows = requireNonNull(rows);
        this.pieces = requireNonNull(pieces);
        this.config = requireNonNull(config);
        this.clock = requireNonNull(clock);
    }

    /**
     * A file that arrives.
     *
     * @param notes   what the client says of it
     * @param content all of it, which whoever made it closes
     * @param field   what refusals call it, such as the name of a form's field
     */
    public record Incoming(Notes notes, InputStream content, String field) {
        public Incoming {
            requireNonNull(notes);
            requireNonNull(content);
            requireNonNull(field);
        }

        /** One of which the client says no more than its {@code name}, which may be empty. */
        public Incoming(String name, InputStream content, String field) {
            this(Notes.named(name), content, field);
        }
    }

    /** Those that come by pieces. */
    public ResumableUploads resumable() {
        return new ResumableUploads(intake, rows, pieces, config, clock);
    }

    /** Those that come in numbered parts. */
    public UploadParts parts() {
        return new UploadParts(this, intake, pieces);
    }

    /** Takes away what is left of those that were never finished. */
    UploadSweep sweep() {
        return new UploadSweep(pieces, config.unfinishedFor());
    }

    /** Files from elsewhere, which {@code outlet} leads to. */
    public RemoteFiles remote(Outlet outlet) {
        return new RemoteFiles(this, intake, outlet, config);
    }

    /** The largest file that is taken, in bytes. */
    public long maxBytes() {
        return config.maxBytes();
    }

    /** An id for an upload that is to come. */
    public String reserve() {
        return GenerationIds.create(clock.instant());
    }

    /**
     * Stores {@code content}, which the caller closes, as a file of {@code project} that its client calls {@code name}; that may
     * be empty. Refused when it is of no type that is taken, or breaks a limit.
     *
     * @throws IOException when the sender broke off
     */
    public Stored store(String project, String name, InputStream content) throws IOException {
        return store(project, reserve(), new Incoming(name, content, FIELD));
    }

    /**
     * As {@link #store(String, String, InputStream)}, under an {@code id} that {@link #reserve} gave. The same file under the
     * same id is the same upload; another one is refused.
     */
    public Stored store(String project, String id, Incoming incoming) throws IOException {
        try (Received received = intake.receive(incoming.content(), incoming.field())) {
            return store(project, id, incoming, received);
        }
    }

    /** Stores a file of {@code project} that nobody is to name: where it lies is all that is kept of it. Refused as an upload is. */
    public Content keep(String project, InputStream content, String field) throws IOException {
        try (Received received = intake.receive(content, field)) {
            return intake.store(project, received, field);
        }
    }

    /** Stores all of {@code files} once each of them is known to be fit. */
    public List<Stored> storeAll(String project, List<Incoming> files) throws IOException {
        List<Received> received = new ArrayList<>();
        try {
            for (Incoming file : files) {
                received.add(intake.receive(file.content(), file.field()));
                var _ = intake.check(received.getLast(), file.field());
            }
            List<Stored> stored = new ArrayList<>();
            for (int index = 0; index < files.size(); index++) {
                stored.add(store(project, reserve(), files.get(index), received.get(index)));
            }
            return stored;
        } finally {
            received.forEach(Received::close);
        }
    }

    private Stored store(String project, String id, Incoming incoming, Received received) {
        Content content = intake.store(project, received, incoming.field());
        Stored stored = insert(project, id, incoming.notes().fitToBeShown(), content);
        if (!stored.content().sha256().equals(content.sha256())) {
            throw new RefusedException(new NotNow("Another file was uploaded here before."));
        }
        return stored;
    }

    /** An upload of {@code content}, which is stored already, or the one that had this {@code id} before. */
    Stored insert(String project, String id, Notes notes, Content content) {
        var upload = new Stored(project, id, notes, expiry(), content);
        return rows.insert(upload) ? upload : find(project, id).orElse(upload);
    }

    private Instant expiry() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(config.keptFor());
    }

    /** Upload {@code id} of {@code project}, which is there; refused where there is none, or no longer. */
    public Stored get(String project, String id) {
        return find(project, id).orElseThrow(Uploads::noUpload);
    }

    /** Upload {@code id} of {@code project}, if it is there. */
    public Optional<Stored> find(String project, String id) {
        return resumable().find(project, id).flatMap(this::there);
    }

    private Optional<Stored> there(Upload upload) {
        return upload instanceof Stored stored && clock.instant().isBefore(stored.expiresAt())
                ? Optional.of(stored)
                : Optional.empty();
    }

    /**
     * Uploads of a project, newest first.
     *
     * @param next which the page after it begins before; absent: this is the last one
     */
    public record Page(List<Stored> uploads, Optional<String> next) {}

    /**
     * What clients of {@code project} brought and is there.
     *
     * @param before only what was begun before the upload of this id
     * @param most   how many at most; a page may have fewer and yet not be the last
     */
    public Page list(String project, String before, int most) {
        List<String> ids = rows.list(project, before, most);
        List<Stored> there = rows.findAll(project, ids).stream()
                .flatMap(upload -> there(upload).stream())
                .toList();
        return new Page(
                there, Optional.of(ids).filter(all -> all.size() == most).map(List::getLast));
    }

    /** Forgets upload {@code id} of {@code project}. What was generated with it keeps its file. */
    public void delete(String project, String id) {
        resumable().end(project, id);
    }

    static RefusedException noUpload() {
        return new RefusedException(new NotFound("There is no upload with this id."));
    }
}
