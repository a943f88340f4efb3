package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Forms;
import dev.atelier.ingest.http.Forms.Form;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import io.javalin.http.Context;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The files of a form, whatever their fields are called. Whoever takes it closes it. For one thread. */
final class UploadForm implements AutoCloseable {
    private static final int MOST_FILES = 32;

    private final Form form;
    private final List<Incoming> files = new ArrayList<>();

    private UploadForm(Form form) {
        this.form = form;
    }

    /** The form that {@code context} brings, of up to {@code maxBytes} bytes; refused when it is none. */
    static UploadForm of(Context context, long maxBytes) throws IOException {
        var form = new UploadForm(new Forms(maxBytes).read(context));
        boolean done = false;
        try {
            form.open();
            done = true;
            return form;
        } finally {
            if (!done) {
                form.close();
            }
        }
    }

    private void open() throws IOException {
        form.texts().keySet().stream().findFirst().ifPresent(field -> {
            throw RefusedException.invalid(field, "%s must be a file".formatted(field));
        });
        for (List<Part> parts : form.files().values()) {
            for (Part part : parts) {
                files.add(new Incoming(part.getSubmittedFileName(), part.getInputStream(), part.getName()));
            }
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw RefusedException.invalid("file", "The form must have 1 to %d files.".formatted(MOST_FILES));
        }
    }

    List<Incoming> files() {
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        try (form) {
            for (Incoming file : files) {
                try (InputStream _ = file.content()) {
                    // Only to be closed.
                }
            }
        }
    }
}
