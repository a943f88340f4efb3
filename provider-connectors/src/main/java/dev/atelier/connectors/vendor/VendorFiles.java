package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a vendor made: behind a URL, or in the answer itself. The job is paid by then, so a download is tried a few
 * times. Credentials never go to where outputs lie. Thread-safe.
 */
public final class VendorFiles {
    /** Larger than any picture, as large as a video of some minutes. */
    private static final long LARGEST = 1024L * 1024 * 1024;

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int TRIES = 3;

    private final VendorApi api;
    private final Duration pause;

    /** What came of bringing outputs. */
    public sealed interface Brought {
        /** All of them, in their order. */
        record All(List<Output> outputs) implements Brought {
            public All {
                outputs = List.copyOf(outputs);
            }
        }

        /** One cannot be had. {@code Uncertain}: not now, ask again. */
        record Missing(Failure failure) implements Brought {
            public Missing {
                requireNonNull(failure);
            }
        }
    }

    public VendorFiles(VendorApi api) {
        this(api, Duration.ofMillis(500));
    }

    /** {@code pause} is the time between two tries. */
    VendorFiles(VendorApi api, Duration pause) {
        this.api = requireNonNull(api);
        this.pause = requireNonNull(pause);
    }

    /** The files behind {@code references}: URLs, or data URIs in base64. */
    public Brought bring(Job job, List<String> references) throws InterruptedException {
        List<Output> outputs = new ArrayList<>();
        for (String reference : references) {
            var output = reference.startsWith("data:") ? inline(reference) : fetch(job, reference);
            if (output instanceof Brought.All(var files)) {
                outputs.addAll(files);
            } else {
                discard(outputs);
                return output;
            }
        }
        return new Brought.All(outputs);
    }

    /** The file that {@code base64} encodes. */
    public static Brought decode(String base64) {
        try {
            // Passes over whatever is not of the alphabet, and so makes nothing of what is something else.
            byte[] content = Base64.getMimeDecoder().decode(base64);
            return content.length == 0
                    ? malformed("An output is empty.")
                    : new Brought.All(List.of(Output.of(content)));
        } catch (IllegalArgumentException e) {
            return malformed("An output is not in base64.");
        }
    }

    private static Brought inline(String uri) {
        int comma = uri.indexOf(',');
        return comma > 0 && uri.substring(0, comma).endsWith(";base64")
                ? decode(uri.substring(comma + 1))
                : malformed("An output is a data URI that is not in base64.");
    }

    private Brought fetch(Job job, String reference) throws InterruptedException {
        @Nullable HttpUrl url = HttpUrl.parse(reference);
        if (url == null) {
            return malformed("An output is said to be where no URL leads.");
        }
        for (int tries = 1; ; tries++) {
            var brought = judge(api.outlet(job.account()).fetch(url, new Limits(LONGEST, LARGEST)));
            boolean passing = brought instanceof Brought.Missing(Failure.Uncertain _);
            if (!passing || tries == TRIES) {
                return brought;
            }
            Thread.sleep(pause.multipliedBy(tries));
        }
    }

    private static Brought judge(Reply<Path> reply) {
        return switch (reply) {
            case Reply.Answer<Path> answer
            when answer.isSuccess() -> new Brought.All(List.of(Output.of(answer.body())));
            case Reply.Answer<Path> answer -> {
                delete(answer.body());
                yield switch (answer.status()) {
                    case 408, 425, 429, 500, 502, 503, 504 -> notNow();
                    default -> malformed("An output is not where the vendor says: %d.".formatted(answer.status()));
                };
            }
            case Reply.Unsent<Path> unsent
            when unsent.blocked() -> malformed("An output is said to be at a host that %s.".formatted(unsent.why()));
            case Reply.Unsent<Path> _, Reply.Unanswered<Path> _ -> notNow();
            case Reply.TooLarge<Path> _ -> malformed("An output is larger than %d bytes.".formatted(LARGEST));
        };
    }

    private static Brought notNow() {
        return new Brought.Missing(new Failure.Uncertain("An output could not be fetched."));
    }

    private static Brought malformed(String detail) {
        return new Brought.Missing(new Failure.MalformedReply(detail));
    }

    private static void discard(List<Output> outputs) {
        for (var output : outputs) {
            if (output.content() instanceof Output.Content.TemporaryFile(var path)) {
                delete(path);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be deleted", e);
        }
    }
}
