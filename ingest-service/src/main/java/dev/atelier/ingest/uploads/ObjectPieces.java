package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.schemas.GenerationIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/** Pieces in the object store. A piece is written once, under a name of its own. Thread-safe. */
final class ObjectPieces implements Pieces {
    private static final String UNTYPED = "application/octet-stream";
    /** An upload has as many pieces as it was broken off, and one more for each few megabytes. */
    private static final int MOST = 100_000;

    private final ObjectStore objects;

    ObjectPieces(ObjectStore objects) {
        this.objects = requireNonNull(objects);
    }

    @Override
    public void put(String uploadId, String name, Received content) {
        try (InputStream in = content.open()) {
            objects.put(key(uploadId, name), in, content.bytes(), UNTYPED);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be read", e);
        }
    }

    @Override
    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing newer
    public InputStream open(List<Place> places) {
        Iterator<Place> left = places.iterator();
        Enumeration<InputStream> streams = new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return left.hasNext();
            }

            @Override
            public InputStream nextElement() {
                Place next = left.next();
                return objects.open(key(next.uploadId(), next.name()));
            }
        };
        return new SequenceInputStream(streams);
    }

    @Override
    public List<Piece> list(String uploadId) {
        String folder = ObjectKeys.pieces(uploadId);
        return objects.list(folder, MOST).stream()
                .map(listed -> new Piece(listed.key().substring(folder.length()), listed.bytes()))
                .toList();
    }

    @Override
    public List<String> oldest(int most) {
        return objects.list(ObjectKeys.PIECES, most).stream()
                .map(listed -> listed.key().substring(ObjectKeys.PIECES.length()))
                .map(rest -> rest.substring(0, Math.max(0, rest.indexOf('/'))))
                .filter(GenerationIds::isValid)
                .distinct()
                .toList();
    }

    @Override
    public void remove(String uploadId, Collection<String> names) {
        names.forEach(name -> objects.remove(key(uploadId, name)));
    }

    @Override
    public void removeAll(String uploadId) {
        remove(uploadId, list(uploadId).stream().map(Piece::name).toList());
    }

    private static String key(String uploadId, String name) {
        return ObjectKeys.pieces(uploadId) + name;
    }
}
