package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.StoredFile;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file that a client brings, as far as it has come. */
public sealed interface Upload {
    /** What inputs name an upload by, before its id. */
    String SCHEME = "upload://";

    String project();

    /** A UUID; one that was begun begins with the time. */
    String id();

    /** What its client says of it. */
    Notes notes();

    /** From then on it is no more. */
    Instant expiresAt();

    /** How many bytes have arrived. */
    long received();

    /** How many there are to be, where that is known. */
    Optional<Long> length();

    /**
     * What a client says of an upload, which is given back as it was said.
     *
     * @param name     the file's name, fit to be shown; may be empty
     * @param metadata as in {@code Upload-Metadata} of tus
     * @param concat   as in {@code Upload-Concat} of tus
     */
    record Notes(String name, Optional<String> metadata, Optional<String> concat) {
        private static final String PARTIAL = "partial";

        public Notes {
            requireNonNull(name);
            requireNonNull(metadata);
            requireNonNull(concat);
        }

        /** Those of a client that says no more. */
        public static Notes named(String name) {
            return new Notes(name, Optional.empty(), Optional.empty());
        }

        /** Whether it is to be a part of another upload, and no file by itself. */
        public boolean isPartial() {
            return concat.filter(PARTIAL::equals).isPresent();
        }
    }

    /**
     * One that is not there wholly.
     *
     * @param pieces where its pieces lie, by the offsets at which they begin
     */
    record Unfinished(
            String project,
            String id,
            Notes notes,
            Instant expiresAt,
            Optional<Long> length,
            SortedMap<Long, String> pieces,
            long received)
            implements Upload {
        public Unfinished {
            requireNonNull(notes);
            pieces = new TreeMap<>(pieces);
        }

        /** Whether all bytes have arrived. */
        public boolean isComplete() {
            return length.filter(all -> all == received).isPresent();
        }
    }

    /** One that is there. */
    record Stored(String project, String id, Notes notes, Instant expiresAt, Content content) implements Upload {
        public Stored {
            requireNonNull(notes);
            requireNonNull(content);
        }

        @Override
        public long received() {
            return content.bytes();
        }

        @Override
        public Optional<Long> length() {
            return Optional.of(content.bytes());
        }

        /** What inputs of its project may name it by. */
        public String reference() {
            return SCHEME + id;
        }

        /** The file itself. */
        public StoredFile file() {
            String name = notes.name().isEmpty() ? id : notes.name().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
            return new StoredFile(name, content.mediaType(), content.bytes(), content.sha256(), content.key());
        }
    }

    /**
     * A file that was looked at and lies in the object store.
     *
     * @param mediaType by its content
     * @param sha256    in hexadecimal
     * @param width     in pixels, of a picture
     * @param height    in pixels, of a picture
     * @param key       where it lies
     */
    record Content(
            String mediaType,
            long bytes,
            String sha256,
            Optional<Integer> width,
            Optional<Integer> height,
            String key) {
        public Content {
            requireNonNull(mediaType);
            requireNonNull(sha256);
            requireNonNull(key);
        }
    }
}
