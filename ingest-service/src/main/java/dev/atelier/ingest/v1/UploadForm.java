package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Forms;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import io.javalin.http.Context;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a form, whatever their fields are called. Whoever takes it closes it. For one thread. */
final class UploadForm implements AutoCloseable {
    private static final int MOST_FILES = 32;

    private final Forms.Form form;
    private final List<Incoming> files = new ArrayList<>();

    private UploadForm(Forms.Form form) {
        this.form = form;
    }

    /** The form that {@code context} brings, with files of up to {@code maxBytes} bytes; refused when it has anything else. */
    static UploadForm of(Context context, long maxBytes) throws IOException {
        var form = new UploadForm(Forms.around(maxBytes).read(context));
        boolean done = false;
        try {
            form.openAll();
            done = true;
            return form;
        } finally {
            if (!done) {
                form.close();
            }
        }
    }

    private void openAll() throws IOException {
        form.texts().keySet().stream().findFirst().ifPresent(field -> {
            throw RefusedException.invalid(field, "%s must be a file".formatted(field));
        });
        for (Part part : form.files().values().stream().flatMap(List::stream).toList()) {
            if (files.size() == MOST_FILES) {
                throw RefusedException.invalid(
                        part.getName(),
                        "%s is one file too many; a form may have %d".formatted(part.getName(), MOST_FILES));
            }
            files.add(new Incoming(part.getSubmittedFileName(), part.getInputStream(), part.getName()));
        }
        if (files.isEmpty()) {
            throw RefusedException.invalid("file", "file must be given");
        }
    }

    List<Incoming> files() {
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        try (form) {
            for (Incoming file : files) {
                file.content().close();
            }
        }
    }
}
