package dev.atelier.ingest.uploads;

import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows, pieces and files in memory, which keep the promises of the real ones. */
final class Memory implements UploadStore, Pieces, Intake.Shelf {
    final Map<String, Upload> rows = new HashMap<>();
    final SortedMap<String, byte[]> pieces = new TreeMap<>();
    final Map<String, byte[]> files = new HashMap<>();

    @Override
    public boolean insert(Unfinished upload) {
        return rows.putIfAbsent(key(upload), upload) == null;
    }

    @Override
    public boolean insert(Stored upload) {
        return rows.putIfAbsent(key(upload), upload) == null;
    }

    @Override
    public boolean advance(Unfinished upload, long received, Map<Long, String> added) {
        if (!(rows.get(key(upload)) instanceof Unfinished now) || now.received() != upload.received()) {
            return false;
        }
        var all = new TreeMap<>(now.pieces());
        all.putAll(added);
        rows.put(key(now), with(now, now.length(), all, received));
        return true;
    }

    @Override
    public boolean fixLength(Unfinished upload, long length) {
        if (!(rows.get(key(upload)) instanceof Unfinished now) || now.length().isPresent()) {
            return false;
        }
        rows.put(key(now), with(now, Optional.of(length), now.pieces(), now.received()));
        return true;
    }

    private static Unfinished with(
            Unfinished of, Optional<Long> length, SortedMap<Long, String> pieces, long received) {
        return new Unfinished(of.project(), of.id(), of.notes(), of.expiresAt(), length, pieces, received);
    }

    @Override
    public boolean finish(Stored upload) {
        return rows.get(key(upload)) instanceof Unfinished && rows.put(key(upload), upload) != null;
    }

    @Override
    public boolean delete(String project, String id) {
        return rows.remove(project + '/' + id) != null;
    }

    @Override
    public List<Upload> findAll(String project, List<String> ids) {
        return ids.stream().flatMap(id -> find(project, id).stream()).toList();
    }

    @Override
    public List<String> list(String project, String before, int most) {
        return rows.values().stream()
                .filter(upload -> upload instanceof Stored && upload.project().equals(project))
                .map(Upload::id)
                .filter(id -> id.compareTo(before) < 0)
                .sorted(Comparator.reverseOrder())
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Upload> find(String project, String id) {
        return Optional.ofNullable(rows.get(project + '/' + id));
    }

    private static String key(Upload upload) {
        return upload.project() + '/' + upload.id();
    }

    @Override
    public void put(String uploadId, String name, Received content) {
        pieces.put(uploadId + '/' + name, bytes(content.open()));
    }

    @Override
    public InputStream open(List<Place> places) {
        var all = new ByteArrayOutputStream();
        places.forEach(place -> all.writeBytes(pieces.get(place.uploadId() + '/' + place.name())));
        return new ByteArrayInputStream(all.toByteArray());
    }

    @Override
    public List<Piece> list(String uploadId) {
        return pieces.entrySet().stream()
                .filter(piece -> piece.getKey().startsWith(uploadId + '/'))
                .map(piece -> new Piece(piece.getKey().substring(uploadId.length() + 1), piece.getValue().length))
                .toList();
    }

    @Override
    public List<String> oldest(int most) {
        return pieces.keySet().stream()
                .limit(most)
                .map(key -> key.substring(0, key.indexOf('/')))
                .distinct()
                .toList();
    }

    @Override
    public void remove(String uploadId, Collection<String> names) {
        names.forEach(name -> pieces.remove(uploadId + '/' + name));
    }

    @Override
    public void removeAll(String uploadId) {
        pieces.keySet().removeIf(key -> key.startsWith(uploadId + '/'));
    }

    @Override
    public void put(String key, InputStream content, long bytes, String mediaType) {
        files.put(key, bytes(content));
    }

    private static byte[] bytes(InputStream content) {
        try (content) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
