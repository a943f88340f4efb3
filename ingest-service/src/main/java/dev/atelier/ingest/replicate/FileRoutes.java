package dev.atelier.ingest.replicate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Storage;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Forms.Form;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.uploads.Uploads;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Files that clients bring before an input names them; the client does so by itself with what an input holds as bytes. */
final class FileRoutes {
    private static final String FILES = ReplicateRoutes.BASE + "/files";
    private static final String FILE = FILES + "/{id}";
    private static final String CONTENT = "content";
    private static final int LONGEST_METADATA = 2048;
    private static final int ON_A_PAGE = 50;
    private static final Parameter ID = Parameter.path("id", "The file's id.");
    private static final List<Parameter> QUERY =
            List.of(Parameter.query("cursor", "As the next of the page before has it.", "{\"type\": \"string\"}"));
    private static final Answer NONE =
            Answer.json(404, "There is none with this id in the project.", ReplicateError.class);

    private final Storage storage;
    private final Products products;

    FileRoutes(Storage storage, Products products) {
        this.storage = requireNonNull(storage);
        this.products = requireNonNull(products);
    }

    /** The form in which a file comes. */
    record FileForm(
            @JsonProperty(required = true) @JsonPropertyDescription("The file.")
            String content,

            @JsonPropertyDescription("A JSON object of up to 2048 bytes, given back as it is.")
            Optional<String> metadata) {}

    /** A page, as the description has it. */
    record ReplicateFilePage(Optional<String> previous, Optional<String> next, List<ReplicateFile> results) {}

    List<Route> routes() {
        return List.of(
                create(),
                new Route(
                        Verb.GET,
                        FILES,
                        "replicateListFiles",
                        "List files, newest first.",
                        Access.READ,
                        QUERY,
                        Optional.empty(),
                        List.of(
                                Answer.json(200, "A page of the list.", ReplicateFilePage.class),
                                Answer.json(422, "The query breaks a rule.", ReplicateError.class)),
                        this::list),
                one(
                        Verb.GET,
                        "replicateGetFile",
                        "Read what is known of a file.",
                        Answer.json(200, "It is there.", ReplicateFile.class),
                        this::read),
                one(
                        Verb.DELETE,
                        "replicateDeleteFile",
                        "Forget a file.",
                        Answer.empty(204, "It is forgotten."),
                        this::delete),
                storage.download(FILE + "/download", "replicateDownloadFile", ID, ReplicateError.class));
    }

    private Route create() {
        return new Route(
                Verb.POST,
                FILES,
                "replicateCreateFile",
                "Bring a file.",
                Access.SUBMIT,
                List.of(),
                Optional.of(Body.form(FileForm.class)),
                List.of(
                        Answer.json(201, "It is there.", ReplicateFile.class),
                        Answer.json(413, "The file is too large.", ReplicateError.class),
                        Answer.json(415, "The body is no form.", ReplicateError.class),
                        Answer.json(422, "It is no file that is taken.", ReplicateError.class)),
                this::create);
    }

    private static Route one(Verb verb, String operation, String summary, Answer answer, Route.Handling handling) {
        return new Route(
                verb,
                FILE,
                operation,
                summary,
                verb == Verb.GET ? Access.READ : Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(answer, NONE),
                handling);
    }

    private void create(Context context) throws IOException {
        try (Form form = storage.form(context)) {
            form.check(Set.of(CONTENT, ReplicateFile.METADATA));
            var stored = storage.store(context, form, CONTENT, ReplicateFile.METADATA, metadata(form));
            Replies.json(context, 201, ReplicateFile.of(stored, products.base(context)));
        }
    }

    /** The JavaScript client sends it as a file, others as text. */
    private static String metadata(Form form) throws IOException {
        byte[] said = "{}".getBytes(UTF_8);
        for (String text : form.texts().getOrDefault(ReplicateFile.METADATA, List.of())) {
            said = text.getBytes(UTF_8);
        }
        for (var file : form.files(ReplicateFile.METADATA)) {
            try (var content = file.getInputStream()) {
                said = content.readNBytes(LONGEST_METADATA + 1);
            }
        }
        try {
            if (said.length <= LONGEST_METADATA && Json.MAPPER.readTree(said) instanceof ObjectNode object) {
                return object.toString();
            }
        } catch (JacksonException _) {
            // Refused below, like JSON that is no object.
        }
        throw RefusedException.invalid(
                ReplicateFile.METADATA,
                "metadata must be a JSON object of at most %d bytes".formatted(LONGEST_METADATA));
    }

    private void list(Context context) {
        String cursor = new QueryReader(context, QUERY).text("cursor").orElse(Uploads.LATEST);
        String base = products.base(context);
        var page = storage.uploads().list(Authentication.caller(context).project(), cursor, ON_A_PAGE);
        Replies.json(
                context,
                200,
                new Page<>(
                        Optional.empty(),
                        page.next().map(last -> "%s%s?cursor=%s".formatted(base, FILES, last)),
                        page.uploads().stream()
                                .map(stored -> ReplicateFile.of(stored, base))
                                .toList()));
    }

    private void read(Context context) {
        Replies.json(context, 200, ReplicateFile.of(storage.find(context), products.base(context)));
    }

    private void delete(Context context) {
        var _ = storage.delete(context);
        context.status(204);
    }
}
