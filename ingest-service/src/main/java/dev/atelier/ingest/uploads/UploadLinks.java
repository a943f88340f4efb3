package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.FileTypes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.platform.secrets.RootSecret;
import dev.atelier.platform.secrets.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Links that let whoever has them bring one file, or read one, without a key, for a time. Nothing of them is stored. Thread-safe.
 */
public final class UploadLinks {
    private static final int PARTS = 4;

    private final Tokens writing;
    private final Tokens reading;
    private final Duration writingFor;
    private final Duration readingFor;
    private final InstantSource clock;

    /** Links that are good for {@code readingFor} where they show a file. */
    public UploadLinks(RootSecret secret, UploadsConfig config, Duration readingFor, InstantSource clock) {
        this.writing = new Tokens(secret, "upload-to");
        this.reading = new Tokens(secret, "upload-of");
        this.writingFor = config.linksFor();
        this.readingFor = requireNonNull(readingFor);
        this.clock = requireNonNull(clock);
    }

    /**
     * What a link is to.
     *
     * @param id    of the upload, whether it is there or not
     * @param until from then on the link is good for nothing
     * @param name  what the file is called; may be empty
     */
    public record Slot(String project, String id, Instant until, String name) {
        public Slot {
            requireNonNull(project);
            requireNonNull(id);
            requireNonNull(until);
            requireNonNull(name);
        }
    }

    /** A slot for upload {@code id}, which {@link Uploads#reserve} gave. */
    public Slot slot(String project, String id, String name) {
        Instant until = Instant.ofEpochSecond(clock.instant().plus(writingFor).getEpochSecond());
        return new Slot(project, id, until, Names.clean(name));
    }

    /** The token with which one file may be brought to {@code slot}. */
    public String token(Slot slot) {
        return writing.of(subject(slot));
    }

    /** Where one file may be brought by PUT; {@code base} is what links begin with, without a slash at the end. */
    public String toWrite(String base, Slot slot) {
        return "%s/uploads/%s".formatted(base, token(slot));
    }

    /** Where {@code upload} may be read. */
    public String toRead(String base, Stored upload) {
        String type = FileTypes.extension(upload.content().mediaType());
        return toRead(base, upload.project(), upload.id(), "%s.%s".formatted(upload.id(), type));
    }

    /** Where upload {@code id} may be read once it is there. {@code fileName} is what clients call it then. */
    public String toRead(String base, String project, String id, String fileName) {
        Instant until = clock.instant().plus(readingFor);
        String token = reading.of(subject(new Slot(project, id, until, "")));
        return "%s/uploads/%s/%s".formatted(base, token, fileName.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    /** What may be brought with {@code token}; empty where it is none of ours, or its time is over. */
    public Optional<Slot> writable(String token) {
        return slot(writing, token);
    }

    /** What may be read with {@code token}; empty where it is none of ours, or its time is over. */
    public Optional<Slot> readable(String token) {
        return slot(reading, token);
    }

    private Optional<Slot> slot(Tokens tokens, String token) {
        return tokens.subject(token)
                .map(subject -> subject.split("\n", PARTS))
                .map(parts -> new Slot(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])), parts[3]))
                .filter(slot -> clock.instant().isBefore(slot.until()));
    }

    private static String subject(Slot slot) {
        return "%s\n%s\n%d\n%s"
                .formatted(slot.project(), slot.id(), slot.until().getEpochSecond(), slot.name());
    }
}
