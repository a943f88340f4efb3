package dev.atelier.ingest.uploads;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.atelier.ingest.uploads.Upload.Content;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import dev.atelier.platform.objects.ObjectKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of uploads. Each change is a lightweight transaction on the state that it goes on from, so that of two instances
 * that change the same upload one is told so. Rows go by themselves some time after their upload has expired. Calls block;
 * they throw the driver's {@link com.datastax.oss.driver.api.core.DriverException} when Cassandra does not answer, and then
 * nobody knows what became of a change. Thread-safe.
 *
 * @see "docs/adr/0019-take-uploads-piece-by-piece.md"
 */
final class UploadRows implements UploadStore {
    private static final String UNFINISHED = "unfinished";
    private static final String STORED = "stored";
    /** For so long an upload that has expired is told from one that never was. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String SELECT = """
            SELECT project, id, state, name, metadata, concat, expires_at, length, received, pieces, \
            media_type, bytes, sha256, width, height FROM uploads WHERE project = ? AND""";

    private final CqlSession session;
    private final InstantSource clock;
    private final PreparedStatement insertUnfinished;
    private final PreparedStatement insertStored;
    private final PreparedStatement advance;
    private final PreparedStatement fixLength;
    private final PreparedStatement finish;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement selectAll;
    private final PreparedStatement enlist;
    private final PreparedStatement delist;
    private final PreparedStatement list;

    UploadRows(CqlSession session, InstantSource clock) {
        this.session = requireNonNull(session);
        this.clock = requireNonNull(clock);
        insertUnfinished = session.prepare("""
                INSERT INTO uploads (project, id, state, name, metadata, concat, expires_at, length, received) \
                VALUES (?, ?, 'unfinished', ?, ?, ?, ?, ?, 0) IF NOT EXISTS USING TTL ?""");
        insertStored = session.prepare("""
                INSERT INTO uploads (project, id, state, name, metadata, concat, expires_at, \
                media_type, bytes, sha256, width, height) \
                VALUES (?, ?, 'stored', ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS USING TTL ?""");
        advance = session.prepare("""
                UPDATE uploads USING TTL ? SET received = ?, pieces = pieces + ? WHERE project = ? AND id = ? \
                IF state = 'unfinished' AND received = ?""");
        fixLength = session.prepare("""
                UPDATE uploads USING TTL ? SET length = ? WHERE project = ? AND id = ? \
                IF state = 'unfinished' AND length = null""");
        finish = session.prepare("""
                UPDATE uploads USING TTL ? SET state = 'stored', name = ?, metadata = ?, concat = ?, expires_at = ?, \
                media_type = ?, bytes = ?, sha256 = ?, width = ?, height = ? WHERE project = ? AND id = ? \
                IF state = 'unfinished'""");
        delete = session.prepare("DELETE FROM uploads WHERE project = ? AND id = ? IF EXISTS");
        select = session.prepare(SELECT + " id = ?");
        selectAll = session.prepare(SELECT + " id IN ?");
        enlist = session.prepare("INSERT INTO upload_ids (project, id) VALUES (?, ?) USING TTL ?");
        delist = session.prepare("DELETE FROM upload_ids WHERE project = ? AND id = ?");
        list = session.prepare("SELECT id FROM upload_ids WHERE project = ? AND id < ? LIMIT ?");
    }

    @Override
    public boolean insert(Unfinished upload) {
        Notes notes = upload.notes();
        return applied(insertUnfinished.bind(
                upload.project(),
                upload.id(),
                notes.name(),
                notes.metadata().orElse(null),
                notes.concat().orElse(null),
                upload.expiresAt(),
                upload.length().orElse(null),
                ttl(upload.expiresAt())));
    }

    @Override
    public boolean insert(Stored upload) {
        enlist(upload);
        Notes notes = upload.notes();
        Content content = upload.content();
        return applied(insertStored.bind(
                upload.project(),
                upload.id(),
                notes.name(),
                notes.metadata().orElse(null),
                notes.concat().orElse(null),
                upload.expiresAt(),
                content.mediaType(),
                content.bytes(),
                content.sha256(),
                content.width().orElse(null),
                content.height().orElse(null),
                ttl(upload.expiresAt())));
    }

    @Override
    public boolean advance(Unfinished upload, long received, Map<Long, String> pieces) {
        Row row = session.execute(serial(advance.bind(
                        ttl(upload.expiresAt()), received, pieces, upload.project(), upload.id(), upload.received())))
                .one();
        // The driver may have sent it twice, and then the second one finds what the first has done.
        return requireNonNull(row).getBoolean("[applied]")
                || find(upload.project(), upload.id())
                        .filter(now -> has(now, pieces))
                        .isPresent();
    }

    private static boolean has(Upload upload, Map<Long, String> pieces) {
        return upload instanceof Unfinished now && now.pieces().entrySet().containsAll(pieces.entrySet());
    }

    @Override
    public boolean fixLength(Unfinished upload, long length) {
        return applied(fixLength.bind(ttl(upload.expiresAt()), length, upload.project(), upload.id()));
    }

    @Override
    public boolean finish(Stored upload) {
        enlist(upload);
        Notes notes = upload.notes();
        Content content = upload.content();
        return applied(finish.bind(
                ttl(upload.expiresAt()),
                notes.name(),
                notes.metadata().orElse(null),
                notes.concat().orElse(null),
                upload.expiresAt(),
                content.mediaType(),
                content.bytes(),
                content.sha256(),
                content.width().orElse(null),
                content.height().orElse(null),
                upload.project(),
                upload.id()));
    }

    /** Said first: whoever is listed and not there is passed over, and whoever is there and not listed would be lost. */
    private void enlist(Stored upload) {
        if (Upload.begunAt(upload.id()).isPresent()) {
            session.execute(enlist.bind(upload.project(), upload.id(), ttl(upload.expiresAt())));
        }
    }

    @Override
    public List<String> list(String project, String before, int most) {
        return session.execute(list.bind(project, before, most)).all().stream()
                .map(row -> requireNonNull(row.getString("id")))
                .toList();
    }

    @Override
    public List<Upload> findAll(String project, List<String> ids) {
        return session.execute(selectAll.bind(project, ids)).all().stream()
                .flatMap(row -> upload(row).stream())
                .sorted(comparing(Upload::id).reversed())
                .toList();
    }

    /** The list comes after: what is on it and not there is passed over. */
    @Override
    public boolean delete(String project, String id) {
        boolean deleted = applied(delete.bind(project, id));
        session.execute(delist.bind(project, id));
        return deleted;
    }

    @Override
    public Optional<Upload> find(String project, String id) {
        return Optional.ofNullable(
                        session.execute(select.bind(project, id).setConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL))
                                .one())
                .flatMap(UploadRows::upload);
    }

    private boolean applied(BoundStatement statement) {
        return session.execute(serial(statement)).wasApplied();
    }

    private static BoundStatement serial(BoundStatement statement) {
        return statement.setSerialConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL);
    }

    private int ttl(Instant expiresAt) {
        return Math.toIntExact(Math.max(
                        0,
                        Duration.between(clock.instant(), expiresAt)
                                .plus(REMEMBERED)
                                .toSeconds())
                + 1);
    }

    private static Optional<Upload> upload(Row row) {
        String project = requireNonNull(row.getString("project"));
        String id = requireNonNull(row.getString("id"));
        return switch (row.getString("state")) {
            case UNFINISHED -> Optional.of(unfinished(row, project, id));
            case STORED -> Optional.of(stored(row, project, id));
            // The rest of a row whose columns are just going, one after the other.
            case null, default -> Optional.empty();
        };
    }

    private static Unfinished unfinished(Row row, String project, String id) {
        return new Unfinished(
                project,
                id,
                notes(row),
                requireNonNull(row.getInstant("expires_at")),
                row.isNull("length") ? Optional.empty() : Optional.of(row.getLong("length")),
                new TreeMap<>(requireNonNull(row.getMap("pieces", Long.class, String.class))),
                row.getLong("received"));
    }

    private static Stored stored(Row row, String project, String id) {
        String sha256 = requireNonNull(row.getString("sha256"));
        var content = new Content(
                requireNonNull(row.getString("media_type")),
                row.getLong("bytes"),
                sha256,
                number(row, "width"),
                number(row, "height"),
                ObjectKeys.content(project, sha256));
        return new Stored(project, id, notes(row), requireNonNull(row.getInstant("expires_at")), content);
    }

    private static Notes notes(Row row) {
        return new Notes(
                Optional.ofNullable(row.getString("name")).orElse(""),
                Optional.ofNullable(row.getString("metadata")),
                Optional.ofNullable(row.getString("concat")));
    }

    private static Optional<Integer> number(Row row, String column) {
        return row.isNull(column) ? Optional.empty() : Optional.of(row.getInt(column));
    }
}
