package dev.atelier.ingest.http;

import dev.atelier.ingest.generation.RefusedException;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms with files ({@code multipart/form-data}): no longer than a bound, and what is not small lies on disk until the
 * request is over. Thread-safe.
 */
public final class Forms {
    static final String CONTENT = "multipart/form-data";
    private static final int IN_MEMORY = 16 * 1024;
    private static final int TOO_LARGE = 413;
    private static final int LONGEST_TEXT = 256 * 1024;

    /** What stands around files: boundaries, the heads of parts, and fields of text. */
    private static final long AROUND = 64 * 1024;

    private final long maxBytes;

    /** Forms with files of up to {@code maxBytes} together. */
    public static Forms around(long maxBytes) {
        return new Forms(maxBytes + AROUND);
    }

    /** Forms of at most {@code maxBytes}, all files together. */
    public Forms(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * A form as it was sent. Closing it removes its files.
     *
     * @param texts the fields, by name
     * @param files the files, by name
     */
    public record Form(Map<String, List<String>> texts, Map<String, List<Part>> files) implements AutoCloseable {
        /** The files of {@code name}, in their order. */
        public List<Part> files(String name) {
            return files.getOrDefault(name, List.of());
        }

        /** Refuses the form when it has others than {@code fields}. */
        public void check(Set<String> fields) {
            Stream.concat(texts.keySet().stream(), files.keySet().stream())
                    .filter(name -> !fields.contains(name))
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw RefusedException.invalid(unknown, "%s is not a known field".formatted(unknown));
                    });
        }

        @Override
        public void close() throws IOException {
            for (Part file : files.values().stream().flatMap(List::stream).toList()) {
                file.delete();
            }
        }
    }

    /** Whether the request is a form. */
    public static boolean isOne(Context context) {
        return Optional.ofNullable(context.contentType())
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith(CONTENT);
    }

    /** The form that the request is; refused when it is none, or too large. The caller closes it. */
    public Form read(Context context) throws IOException {
        if (!isOne(context)) {
            throw new ProblemException(
                    Problem.of(415, "unsupported_media_type", "The body must be a form: multipart/form-data."));
        }
        Map<String, List<String>> texts = new LinkedHashMap<>();
        Map<String, List<Part>> files = new LinkedHashMap<>();
        for (Part part : parts(context)) {
            if (part.getSubmittedFileName() == null) {
                texts.computeIfAbsent(part.getName(), _ -> new ArrayList<>()).add(text(part));
            } else {
                files.computeIfAbsent(part.getName(), _ -> new ArrayList<>()).add(part);
            }
        }
        return new Form(texts, files);
    }

    private Collection<Part> parts(Context context) throws IOException {
        if (context.req().getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        var limits = new MultipartConfigElement(System.getProperty("java.io.tmpdir"), maxBytes, maxBytes, IN_MEMORY);
        context.req().setAttribute(ServletContextRequest.MULTIPART_CONFIG_ELEMENT, limits);
        try {
            return context.req().getParts();
        } catch (IllegalStateException | ServletException | HttpException.RuntimeException e) {
            throw saysTooLarge(e) ? tooLarge() : malformed();
        }
    }

    /** Jetty says it somewhere below what it throws: by its status, or where it counts itself, in words alone. */
    private static boolean saysTooLarge(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case HttpException http when http.getCode() == TOO_LARGE -> true;
            case IllegalStateException state
            when String.valueOf(state.getMessage()).contains("length exceeded")
                    || String.valueOf(state.getMessage()).contains("size exceeded") -> true;
            default -> saysTooLarge(failure.getCause());
        };
    }

    private static ProblemException malformed() {
        return new ProblemException(
                Problem.of(400, "invalid_request", "The body must be a well-formed multipart/form-data form."));
    }

    private static String text(Part part) throws IOException {
        if (part.getSize() > LONGEST_TEXT) {
            throw RefusedException.invalid(
                    part.getName(), "%s must have at most %d bytes".formatted(part.getName(), LONGEST_TEXT));
        }
        try (var content = part.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                Problem.of(TOO_LARGE, "payload_too_large", "The form must have at most %d bytes.".formatted(maxBytes)));
    }
}
