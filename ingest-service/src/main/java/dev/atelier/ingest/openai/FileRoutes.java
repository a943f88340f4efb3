package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.dialect.Storage;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Forms.Form;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.uploads.Upload;
import dev.atelier.ingest.uploads.Upload.Stored;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files that clients bring before a question shows them by their {@code file_id}. */
final class FileRoutes {
    private static final String FILE = "file";
    private static final String PURPOSE = "purpose";
    private static final Parameter ID = Parameter.path("id", "The file's id.");
    private static final Answer NONE =
            Answer.json(404, "There is none with this id in the project.", OpenAiError.class);

    private final Storage storage;

    FileRoutes(Storage storage) {
        this.storage = requireNonNull(storage);
    }

    /** The form in which a file comes. */
    record OpenAiFileForm(
            @JsonProperty(required = true) @JsonPropertyDescription("A picture or a video.")
            String file,

            @JsonProperty(required = true)
            @JsonPropertyDescription("vision, user_data or assistants; given back as it is.")
            String purpose) {}

    /** A file that is there. */
    record OpenAiFile(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String object,
            @JsonProperty(required = true) long bytes,

            @JsonProperty(value = "created_at", required = true)
            long createdAt,

            @JsonProperty(value = "expires_at", required = true)
            long expiresAt,

            @JsonProperty(required = true) String filename,
            @JsonProperty(required = true) String purpose,
            @JsonProperty(required = true) String status) {
        static OpenAiFile of(Stored stored) {
            return new OpenAiFile(
                    stored.id(),
                    FILE,
                    stored.content().bytes(),
                    Upload.begunAt(stored.id()).orElse(Instant.EPOCH).getEpochSecond(),
                    stored.expiresAt().getEpochSecond(),
                    stored.notes().name(),
                    stored.notes().said(PURPOSE).orElse("user_data"),
                    "processed");
        }
    }

    /** A file that is forgotten. */
    record OpenAiFileDeleted(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String object,
            @JsonProperty(required = true) boolean deleted) {}

    List<Route> routes(String base) {
        String one = base + "/files/{id}";
        return List.of(
                create(base + "/files"),
                route(
                        Verb.GET,
                        one,
                        "openAiGetFile",
                        Answer.json(200, "It is there.", OpenAiFile.class),
                        context -> Replies.json(context, 200, OpenAiFile.of(storage.find(context)))),
                route(
                        Verb.DELETE,
                        one,
                        "openAiDeleteFile",
                        Answer.json(200, "It is forgotten.", OpenAiFileDeleted.class),
                        context ->
                                Replies.json(context, 200, new OpenAiFileDeleted(storage.delete(context), FILE, true))),
                storage.download(one + "/content", "openAiGetFileContent", ID, OpenAiError.class));
    }

    private Route create(String path) {
        return new Route(
                Verb.POST,
                path,
                "openAiCreateFile",
                "Bring a file.",
                Access.SUBMIT,
                List.of(),
                Optional.of(Body.form(OpenAiFileForm.class)),
                List.of(
                        Answer.json(200, "It is there.", OpenAiFile.class),
                        Answer.json(413, "The file is too large.", OpenAiError.class),
                        Answer.json(415, "The body is no form.", OpenAiError.class)),
                this::create);
    }

    private static Route route(Verb verb, String path, String operation, Answer answer, Route.Handling handling) {
        return new Route(
                verb,
                path,
                operation,
                verb == Verb.GET ? "Read what is known of a file." : "Forget a file.",
                verb == Verb.GET ? Access.READ : Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(answer, NONE),
                handling);
    }

    private void create(Context context) throws IOException {
        try (Form form = storage.form(context)) {
            form.check(Set.of(FILE, PURPOSE));
            String purpose = String.join("", form.texts().getOrDefault(PURPOSE, List.of()));
            if (!Set.of("vision", "user_data", "assistants").contains(purpose)) {
                throw RefusedException.invalid(PURPOSE, "purpose must be vision, user_data or assistants");
            }
            Replies.json(context, 200, OpenAiFile.of(storage.store(context, form, FILE, PURPOSE, purpose)));
        }
    }
}
