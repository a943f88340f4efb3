package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Pieces.Piece;
import dev.atelier.ingest.uploads.Pieces.Place;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.UploadLinks.Slot;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Files that come in numbered parts, in any order, to one slot. A part is named by its number and its hash, so whoever sends
 * it again has it once, and the list that ends it all says which were meant; nothing else is remembered. Thread-safe.
 */
public final class UploadParts {
    /** The highest number of a part. */
    public static final int MOST = 10_000;

    private final Uploads uploads;
    private final Intake intake;
    private final Pieces pieces;

    UploadParts(Uploads uploads, Intake intake, Pieces pieces) {
        this.uploads = requireNonNull(uploads);
        this.intake = requireNonNull(intake);
        this.pieces = requireNonNull(pieces);
    }

    /**
     * A part that is there.
     *
     * @param number from 1
     * @param etag   what {@link #put} answered
     */
    public record Part(int number, String etag) {
        public Part {
            requireNonNull(etag);
        }

        private String name() {
            return "part-%05d-%s".formatted(number, etag);
        }
    }

    /**
     * Keeps {@code content}, which the caller closes, as part {@code number}.
     *
     * @throws IOException when the sender broke off
     */
    public Part put(Slot slot, int number, InputStream content) throws IOException {
        if (number < 1 || number > MOST) {
            throw RefusedException.invalid("part", "part must be a number from 1 to %d".formatted(MOST));
        }
        try (Received received = intake.receive(content, "part")) {
            long before =
                    pieces.list(slot.id()).stream().mapToLong(Piece::bytes).sum();
            if (before + received.bytes() > intake.maxBytes()) {
                throw intake.tooLarge("file");
            }
            var part = new Part(number, received.sha256());
            pieces.put(slot.id(), part.name(), received);
            return part;
        }
    }

    /** The file that {@code parts} are, in the order of their numbers. Refused where one of them is not there. */
    public Stored complete(Slot slot, List<Part> parts) throws IOException {
        List<String> there = pieces.list(slot.id()).stream().map(Piece::name).toList();
        List<String> names = parts.stream().map(Part::name).sorted().toList();
        // Asked again after its answer was lost, it has no parts any more.
        var before = uploads.find(slot.project(), slot.id());
        if (before.isPresent()) {
            return before.get();
        }
        if (names.isEmpty()
                || !there.containsAll(names)
                || names.stream().distinct().count() < names.size()) {
            throw RefusedException.invalid("parts", "parts must name each part that was sent once, by its etag");
        }
        var places = names.stream().map(name -> new Place(slot.id(), name)).toList();
        try (InputStream content = pieces.open(places)) {
            var stored = uploads.store(slot.project(), slot.id(), new Incoming(slot.name(), content, "file"));
            pieces.removeAll(slot.id());
            return stored;
        }
    }
}
