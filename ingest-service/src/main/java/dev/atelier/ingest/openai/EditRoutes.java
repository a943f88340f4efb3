package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Forms;
import dev.atelier.ingest.http.Forms.Form;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.openai.ImageReply.Images;
import dev.atelier.ingest.openai.Pictures.Kind;
import dev.atelier.ingest.uploads.Uploads;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.objects.ObjectKeys;
import io.javalin.http.Context;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code images/edits} and {@code images/variations}: pictures of pictures, which come as the files of a form. */
final class EditRoutes {
    private static final int MOST_PICTURES = 16;

    private final Pictures pictures;
    private final Forms forms;
    private final Uploads uploads;

    EditRoutes(Pictures pictures, Forms forms, Uploads uploads) {
        this.pictures = requireNonNull(pictures);
        this.forms = requireNonNull(forms);
        this.uploads = requireNonNull(uploads);
    }

    /** What a form has beside the fields of {@link ImageBody}, which it may have all. */
    record EditForm(
            @JsonProperty(required = true) @JsonPropertyDescription("One picture; several as image[].")
            String image,

            @JsonPropertyDescription("Where to work.") Optional<String> mask,
            Optional<String> prompt,
            Optional<String> model,
            Optional<Integer> n) {}

    List<Route> routes(String base) {
        return List.of(
                route(base + "/images/edits", "openAiEditImages", "Work on pictures as words say.", Kind.EDIT),
                route(base + "/images/variations", "openAiVaryImage", "Make variations of a picture.", Kind.VARIATION));
    }

    private Route route(String path, String operation, String summary, Kind kind) {
        return new Route(
                Verb.POST,
                path,
                operation,
                summary,
                Access.SUBMIT,
                List.of(ImageRoutes.KEY),
                Optional.of(Body.form(EditForm.class)),
                ImageRoutes.answers("The pictures, or with stream a stream of events.", Images.class),
                context -> edit(context, kind));
    }

    private void edit(Context context, Kind kind) throws IOException, InterruptedException {
        try (Form form = forms.read(context)) {
            ObjectNode texts = Json.MAPPER.createObjectNode();
            form.texts().forEach((name, values) -> texts.put(name, single(name, values)));
            ModelDefined model = pictures.model(context, texts);
            kind.of(model);
            var fields = FormFields.typed(texts, InputSchema.of(model));
            pictures.answer(context, kind, model, fields, store(context, form));
        }
    }

    private static String single(String name, List<String> values) {
        if (values.size() > 1) {
            throw RefusedException.invalid(name, "%s must be given once".formatted(name));
        }
        return values.getFirst();
    }

    /** References to the files of the form, under the names that models have for them. */
    private ObjectNode store(Context context, Form form) throws IOException {
        String project = Authentication.caller(context).project();
        form.files().keySet().stream()
                .filter(name -> !List.of("image", "image[]", "mask").contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw RefusedException.invalid(unknown, "%s is not a known file".formatted(unknown));
                });
        List<Part> images = Stream.concat(form.files("image").stream(), form.files("image[]").stream())
                .toList();
        if (images.isEmpty() || images.size() > MOST_PICTURES) {
            throw RefusedException.invalid("image", "image must be given, 1 to %d times".formatted(MOST_PICTURES));
        }
        List<String> references = new ArrayList<>();
        for (Part image : images) {
            references.add(store(project, "image", image));
        }
        ObjectNode pictured = Json.MAPPER.createObjectNode();
        if (references.size() == 1) {
            pictured.put("image", references.getFirst());
        } else {
            references.forEach(pictured.putArray("image")::add);
        }
        for (Part mask : form.files("mask")) {
            pictured.put("mask", store(project, "mask", mask));
        }
        return pictured;
    }

    private String store(String project, String name, Part file) throws IOException {
        try (var content = file.getInputStream()) {
            var kept = uploads.keep(project, content, name);
            if (!kept.mediaType().startsWith("image/")) {
                throw RefusedException.invalid(name, "%s must be a picture".formatted(name));
            }
            return ObjectKeys.SCHEME + kept.key();
        }
    }
}
