package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Reads input files for vendors that want the bytes: what is ours, and what is behind a public URL. Whoever names a URL
 * reaches through it what is public or allowed, not what only an account's address would. Thread-safe.
 */
public final class InputReader {
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 64L * 1024 * 1024);

    private final Outlet outlet;

    /** {@code outlet} leads to the public. */
    public InputReader(Outlet outlet) {
        this.outlet = requireNonNull(outlet);
    }

    /** The file behind {@code reference}, which the parameter {@code field} of {@code job} holds. Starts nothing. */
    public InputFile read(Job job, String field, String reference) throws InterruptedException {
        if (Attachments.isOurs(reference)) {
            return job.inputs().read(field, reference);
        }
        var url = HttpUrl.parse(reference);
        if (url == null) {
            return invalid(field, "must be an object reference, a data URI or a URL");
        }
        return switch (outlet.fetch(url, LIMITS)) {
            case Reply.Answer<Path> answer when answer.isSuccess() -> inspected(job, field, take(answer.body()));
            case Reply.Answer<Path> answer -> {
                take(answer.body());
                yield answer.status() == 429 || answer.status() >= 500
                        ? notNow()
                        : invalid(field, "is a URL that answers with status " + answer.status());
            }
            case Reply.Unsent<Path> unsent
            when unsent.blocked() -> invalid(field, "is a URL whose host %s".formatted(unsent.why()));
            case Reply.Unsent<Path> _, Reply.Unanswered<Path> _ -> notNow();
            case Reply.TooLarge<Path> _ ->
                invalid(field, "is a URL of a file of more than %d bytes".formatted(LIMITS.bytes()));
        };
    }

    /** Whoever reads the files in parameters knows types by content, and what is broken. */
    private static InputFile inspected(Job job, String field, byte[] content) {
        return job.inputs()
                .read(
                        field,
                        "data:application/octet-stream;base64,"
                                + Base64.getEncoder().encodeToString(content));
    }

    private static byte[] take(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be read", e);
        }
    }

    private static InputFile notNow() {
        return new InputFile.Unreadable(new Failure.Unavailable("An input could not be fetched from its URL."));
    }

    private static InputFile invalid(String field, String rule) {
        String path = "input." + field;
        return new InputFile.Unreadable(new Failure.InvalidRequest(path + " " + rule, Optional.of(path)));
    }
}
