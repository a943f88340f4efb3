package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Upload.Content;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * Files behind URLs that clients name. They are fetched by the guarded client alone, which bears no credentials and reaches
 * public addresses only. Thread-safe.
 */
public final class RemoteFiles {
    private final Uploads uploads;
    private final Intake intake;
    private final Outlet outlet;
    private final UploadsConfig config;

    RemoteFiles(Uploads uploads, Intake intake, Outlet outlet, UploadsConfig config) {
        this.uploads = requireNonNull(uploads);
        this.intake = requireNonNull(intake);
        this.outlet = requireNonNull(outlet);
        this.config = requireNonNull(config);
    }

    /** How long the files of one request may take together. */
    public Duration time() {
        return config.fetchWithin();
    }

    /** Fetches what is at {@code url} as an upload of {@code project}; refused, as {@code field}, where it cannot be had. */
    public Stored fetch(String project, String url, String field) throws InterruptedException {
        Content content = fetch(project, url, field, config.fetchWithin());
        String name = HttpUrl.get(url).pathSegments().getLast();
        return uploads.insert(project, uploads.reserve(), Notes.named(Names.clean(name)), content);
    }

    /** Fetches what is at {@code url} within {@code time}, and stores it for {@code project} without an upload of its own. */
    Content fetch(String project, String url, String field, Duration time) throws InterruptedException {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null
                || !address.username().isEmpty()
                || !address.password().isEmpty()) {
            throw RefusedException.invalid(field, "%s must be an https URL without a user".formatted(field));
        }
        try (Received received = received(address, field, time)) {
            return intake.store(project, received, field);
        }
    }

    private Received received(HttpUrl url, String field, Duration time) throws InterruptedException {
        return switch (outlet.fetch(url, new Limits(time, intake.maxBytes()))) {
            case Reply.Answer<Path> answer when answer.isSuccess() -> Received.of(answer.body());
            case Reply.Answer<Path> answer -> {
                delete(answer.body());
                throw unfit(field, "answers with status %d".formatted(answer.status()));
            }
            case Reply.Unsent<Path> unsent -> throw unfit(field, "is at a host that " + unsent.why());
            case Reply.Unanswered<Path> unanswered -> throw unfit(field, "is at a host that " + unanswered.why());
            case Reply.TooLarge<Path> _ -> throw intake.tooLarge(field);
        };
    }

    private static RefusedException unfit(String field, String rule) {
        return RefusedException.invalid(field, "%s names a file that %s".formatted(field, rule));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be deleted", e);
        }
    }
}
