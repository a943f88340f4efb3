package dev.atelier.ingest.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.StoredFile;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A file that a client brings, as far as it has come. */
public sealed interface Upload {
    /** What inputs name an upload by, before its id. */
    String SCHEME = "upload://";

    /** The version of ids that begin with a time. */
    int BEGUN = 7;

    String project();

    /** A UUID; one that was begun begins with the time. */
    String id();

    /** What its client says of it. */
    Notes notes();

    /** From then on it is no more. */
    Instant expiresAt();

    /**
     * When upload {@code id} was begun; empty for one that nobody brought, because it was fetched for a request. A UUID of
     * version 7 begins with 48 bits of milliseconds (RFC 9562, 5.7).
     */
    static Optional<Instant> begunAt(String id) {
        var uuid = UUID.fromString(id);
        return uuid.version() == BEGUN
                ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }

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

        /** Those of a client that says {@code value} of {@code key}, a word of letters. */
        public static Notes saying(String name, String key, String value) {
            String base64 = Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
            return new Notes(name, Optional.of("%s %s".formatted(key, base64)), Optional.empty());
        }

        /** What {@link #saying} said of {@code key}; empty where it was another, or nothing. */
        public Optional<String> said(String key) {
            return metadata.filter(pair -> pair.matches(key + " [A-Za-z0-9+/]*={0,2}"))
                    .map(pair -> Base64.getDecoder().decode(pair.substring(key.length() + 1)))
                    .map(value -> new String(value, UTF_8));
        }

        /** The same, with a name that is fit to be shown. */
        Notes fitToBeShown() {
            return new Notes(Names.clean(name), metadata, concat);
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
