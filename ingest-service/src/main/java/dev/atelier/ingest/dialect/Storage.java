package dev.atelier.ingest.dialect;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.FileReplies;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Forms;
import dev.atelier.ingest.http.Forms.Form;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.UploadLinks;
import dev.atelier.ingest.uploads.Uploads;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import io.javalin.http.Context;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that clients bring before they name them. To each caller there are those of its project alone. Calls block.
 * Thread-safe.
 */
public final class Storage {
    private final Uploads uploads;
    private final UploadLinks links;
    private final FileReplies replies;
    private final Forms forms;

    public Storage(Uploads uploads, UploadLinks links, FileReplies replies) {
        this.uploads = requireNonNull(uploads);
        this.links = requireNonNull(links);
        this.replies = requireNonNull(replies);
        forms = Forms.around(uploads.maxBytes());
    }

    /** The uploads themselves. */
    public Uploads uploads() {
        return uploads;
    }

    /** Links by which they are brought and read. */
    public UploadLinks links() {
        return links;
    }

    /** The form that the request is, with room for one file; the caller closes it. */
    public Form form(Context context) throws IOException {
        return forms.read(context);
    }

    /** Stores the one file that {@code form} has as {@code field}, of which its client says {@code value} of {@code key}. */
    public Stored store(Context context, Form form, String field, String key, String value) throws IOException {
        List<Part> files = form.files(field);
        if (files.size() != 1) {
            throw RefusedException.invalid(field, "%s must be one file".formatted(field));
        }
        Part file = files.getFirst();
        try (var content = file.getInputStream()) {
            var notes = Notes.saying(file.getSubmittedFileName(), key, value);
            return uploads.store(project(context), uploads.reserve(), new Incoming(notes, content, field));
        }
    }

    /** The file whose id the path has; refused where there is none. */
    public Stored find(Context context) {
        return uploads.get(project(context), context.pathParam("id"));
    }

    /** The route that answers with the content of the file whose id is in {@code path}; its errors are {@code error}s. */
    public Route download(String path, String operation, Parameter id, Class<?> error) {
        return new Route(
                Verb.GET,
                path,
                operation,
                "Download a file.",
                Access.READ,
                Stream.concat(Stream.of(id), FileReplies.HEADERS.stream()).toList(),
                Optional.empty(),
                FileReplies.answers(error),
                context -> replies.send(context, find(context).file()));
    }

    /** Forgets the file whose id the path has, and says which that was. */
    public String delete(Context context) {
        String id = context.pathParam("id");
        uploads.delete(project(context), id);
        return id;
    }

    private static String project(Context context) {
        return Authentication.caller(context).project();
    }
}
