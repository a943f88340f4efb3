package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Refusal.TooLarge;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.BadMessageException;

/** The files of a form (RFC 7578), whatever their fields are called. Whoever takes it closes it. For one thread. */
final class UploadForm implements AutoCloseable {
    private static final String CONFIG = "org.eclipse.jetty.multipartConfig";
    private static final int MOST_FILES = 32;
    private static final int IN_MEMORY = 64 * 1024;
    /** What stands around the files: boundaries, and the heads of parts. */
    private static final long AROUND = 64 * 1024;

    private final Collection<Part> parts;
    private final List<Incoming> files;

    private UploadForm(Collection<Part> parts, List<Incoming> files) {
        this.parts = parts;
        this.files = files;
    }

    /** Whether the request is one. */
    static boolean isOne(Context context) {
        return Optional.ofNullable(context.contentType())
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.startsWith("multipart/form-data"))
                .isPresent();
    }

    /** The form that {@code context} brings, of up to {@code maxBytes} bytes; refused when it is none. */
    static UploadForm of(Context context, long maxBytes) throws IOException {
        String folder = System.getProperty("java.io.tmpdir");
        context.req().setAttribute(CONFIG, new MultipartConfigElement(folder, maxBytes, maxBytes + AROUND, IN_MEMORY));
        Collection<Part> parts = parts(context, maxBytes);
        List<Incoming> files = new ArrayList<>();
        var form = new UploadForm(parts, files);
        boolean done = false;
        try {
            for (Part part : parts) {
                files.add(file(part));
            }
            if (files.isEmpty() || files.size() > MOST_FILES) {
                throw RefusedException.invalid("file", "The form must have 1 to %d files.".formatted(MOST_FILES));
            }
            done = true;
            return form;
        } finally {
            if (!done) {
                form.close();
            }
        }
    }

    private static Collection<Part> parts(Context context, long maxBytes) throws IOException {
        try {
            return context.req().getParts();
        } catch (ServletException | IllegalStateException | BadMessageException e) {
            throw isTooLarge(e)
                    ? new RefusedException(new TooLarge(
                            "The files must have at most %d bytes together.".formatted(maxBytes), Optional.of("file")))
                    : RefusedException.invalid("file", "The body must be a form of well-formed parts.");
        }
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof BadMessageException bad && bad.getCode() == 413
                || failure.getCause() != null && isTooLarge(failure.getCause());
    }

    private static Incoming file(Part part) throws IOException {
        String name = part.getSubmittedFileName();
        if (name == null) {
            throw RefusedException.invalid(part.getName(), "%s must be a file".formatted(part.getName()));
        }
        return new Incoming(name, part.getInputStream(), part.getName());
    }

    List<Incoming> files() {
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        for (Incoming file : files) {
            try (InputStream _ = file.content()) {
                // Only to be closed.
            }
        }
        for (Part part : parts) {
            part.delete();
        }
    }
}
