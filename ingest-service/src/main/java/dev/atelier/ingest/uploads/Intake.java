package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Refusal.TooLarge;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Upload.Content;
import dev.atelier.platform.media.FileFacts;
import dev.atelier.platform.media.FileLimits;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at what has arrived and puts it where the project's files lie, named by the hash of its content. What it is called
 * and declared to be does not count. Nothing is decoded. Thread-safe.
 */
final class Intake {
    private static final Set<String> TAKEN = Set.of(
            "image/png",
            "image/jpeg",
            "image/webp",
            "image/gif",
            "image/avif",
            "image/heic",
            "video/mp4",
            "video/webm");

    private final Shelf shelf;
    private final long maxBytes;
    private final FileLimits limits;

    Intake(Shelf shelf, UploadsConfig config) {
        this.shelf = requireNonNull(shelf);
        this.maxBytes = config.maxBytes();
        this.limits = config.limits();
    }

    /** Where files are put; {@link ObjectStore#put(String, InputStream, long, String)}. */
    @FunctionalInterface
    interface Shelf {
        void put(String key, InputStream content, long bytes, String mediaType);
    }

    /** The largest file that is taken, in bytes. */
    long maxBytes() {
        return maxBytes;
    }

    /**
     * All of {@code content}, which the caller closes; refused, as {@code field}, when there is too much of it.
     *
     * @throws IOException when the sender broke off
     */
    Received receive(InputStream content, String field) throws IOException {
        Received received = Received.take(content, maxBytes + 1);
        if (received.cut().isPresent()) {
            received.close();
            throw received.cut().get();
        }
        if (received.bytes() > maxBytes) {
            received.close();
            throw tooLarge(field);
        }
        return received;
    }

    RefusedException tooLarge(String field) {
        return new RefusedException(
                new TooLarge("%s must have at most %d bytes".formatted(field, maxBytes), Optional.of(field)));
    }

    /** What {@code file} is; refused, as {@code field}, when it is nothing that is taken. Stores nothing. */
    FileFacts.Whole check(Received file, String field) {
        return switch (file.inspect()) {
            case FileFacts.Broken(var why) -> throw unfit(field, "must not be " + why);
            case FileFacts.Whole whole -> {
                if (!TAKEN.contains(whole.mediaType())) {
                    throw unfit(
                            field,
                            "must be a PNG, JPEG, WebP, GIF, AVIF or HEIC picture, or an MP4 or WebM video, but is %s"
                                    .formatted(whole.mediaType()));
                }
                // What lies behind the end of a picture is another file to another reader.
                if (whole.surplus() > 0) {
                    throw unfit(
                            field, "must end where its picture ends, but has %d bytes more".formatted(whole.surplus()));
                }
                limits.broken(whole).ifPresent(rule -> {
                    throw unfit(field, rule);
                });
                yield whole;
            }
        };
    }

    /** Checks {@code file} as {@link #check} does, and stores it for {@code project}. Storing it again changes nothing. */
    Content store(String project, Received file, String field) {
        FileFacts.Whole whole = check(file, field);
        String key = ObjectKeys.content(project, file.sha256());
        try (InputStream content = file.open()) {
            shelf.put(key, content, file.bytes(), whole.mediaType());
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be read", e);
        }
        return new Content(whole.mediaType(), file.bytes(), file.sha256(), whole.width(), whole.height(), key);
    }

    private static RefusedException unfit(String field, String rule) {
        return RefusedException.invalid(field, "%s %s".formatted(field, rule));
    }
}
