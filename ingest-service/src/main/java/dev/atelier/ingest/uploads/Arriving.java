package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.Refusal.TooLarge;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The body of one request that goes on with an upload, cut into pieces. Used once, by one thread. */
final class Arriving {
    /** So much at most is lost when an instance is killed, and so much is held of each client on its disk. */
    private static final long PIECE = 8L * 1024 * 1024;

    private final UploadStore rows;
    private final Pieces pieces;
    private final long maxBytes;
    private Unfinished upload;

    Arriving(Unfinished upload, UploadStore rows, Pieces pieces, long maxBytes) {
        this.upload = requireNonNull(upload);
        this.rows = requireNonNull(rows);
        this.pieces = requireNonNull(pieces);
        this.maxBytes = maxBytes;
    }

    /** What came of the body. */
    sealed interface Outcome {
        /** All of it is there. */
        record Arrived(Unfinished upload) implements Outcome {}

        /** The sender went away. */
        record BrokenOff(IOException why) implements Outcome {}

        /** It is hashed to something else. */
        record Wrong() implements Outcome {}
    }

    /** Keeps each piece as soon as it is there. */
    Outcome kept(InputStream body) {
        boolean more = true;
        while (more) {
            try (Received piece = next(body, upload.received())) {
                more = piece.bytes() == PIECE;
                if (piece.bytes() > 0) {
                    advance(put(piece, upload.received()), piece.bytes());
                }
                if (piece.cut().isPresent()) {
                    return new Outcome.BrokenOff(piece.cut().get());
                }
            }
        }
        return new Outcome.Arrived(upload);
    }

    /** Keeps all pieces together, once they are known to be those that were to come. */
    Outcome checked(InputStream body, Checksum checksum) {
        var digest = checksum.digest();
        var hashed = new DigestInputStream(body, digest);
        SortedMap<Long, String> put = new TreeMap<>();
        long at = upload.received();
        boolean done = false;
        try {
            boolean more = true;
            while (more) {
                try (Received piece = next(hashed, at)) {
                    if (piece.cut().isPresent()) {
                        return new Outcome.BrokenOff(piece.cut().get());
                    }
                    more = piece.bytes() == PIECE;
                    if (piece.bytes() > 0) {
                        put.putAll(put(piece, at));
                        at += piece.bytes();
                    }
                }
            }
            if (!checksum.fits(digest)) {
                return new Outcome.Wrong();
            }
            done = true;
            if (!put.isEmpty()) {
                advance(put, at - upload.received());
            }
            return new Outcome.Arrived(upload);
        } finally {
            if (!done) {
                remove(put.values());
            }
        }
    }

    /** The next piece of the body, which stands at {@code at}; refused when it goes on beyond the upload's end. */
    private Received next(InputStream body, long at) {
        long left = upload.length().orElse(maxBytes) - at;
        Received piece = Received.take(body, Math.min(PIECE, left));
        if (piece.cut().isEmpty() && piece.bytes() == left && goesOn(body)) {
            piece.close();
            throw new RefusedException(new TooLarge(
                    "The body must end where the upload ends, at %d bytes.".formatted(at + left), Optional.of("file")));
        }
        return piece;
    }

    private static boolean goesOn(InputStream body) {
        try {
            return body.read() >= 0;
        } catch (IOException e) {
            // All that was to come is there; what its sender meant to add to it does not count.
            return false;
        }
    }

    private SortedMap<Long, String> put(Received piece, long at) {
        // Names in the order of the offsets are a help to people alone; the row says what belongs where.
        String name = "%012d-%s".formatted(at, UUID.randomUUID());
        pieces.put(upload.id(), name, piece);
        return new TreeMap<>(Map.of(at, name));
    }

    private void advance(SortedMap<Long, String> put, long bytes) {
        long received = upload.received() + bytes;
        if (!rows.advance(upload, received, put)) {
            remove(put.values());
            throw new RefusedException(
                    new NotNow("Somebody else went on with the upload. Ask how far it is, and go on there."));
        }
        SortedMap<Long, String> all = new TreeMap<>(upload.pieces());
        all.putAll(put);
        upload = new Unfinished(
                upload.project(), upload.id(), upload.notes(), upload.expiresAt(), upload.length(), all, received);
    }

    private void remove(Collection<String> names) {
        pieces.remove(upload.id(), List.copyOf(names));
    }
}
