package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.openai.OpenCalls.Wish;
import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Has pictures made, and answers once they are: at once, or as events. */
final class Pictures {
    /** Previews come once a second at most. */
    private static final Duration BETWEEN_PREVIEWS = Duration.ofMillis(100);

    private final UseCases useCases;
    private final OpenCalls calls = new OpenCalls();

    Pictures(UseCases useCases) {
        this.useCases = requireNonNull(useCases);
    }

    /**
     * What kind of picture is wanted.
     *
     * @param capabilities what fits, best first
     * @param lack         what to say of a model that can do none of it
     * @param events       what the names of its events begin with
     */
    record Kind(List<Capability> capabilities, String lack, String events) {
        static final Kind GENERATION =
                new Kind(List.of(Capability.TEXT_TO_IMAGE), "makes no pictures of words alone", "image_generation");
        static final Kind EDIT =
                new Kind(List.of(Capability.EDIT, Capability.IMAGE_TO_IMAGE), "works on no pictures", "image_edit");
        static final Kind VARIATION = new Kind(
                List.of(Capability.VARIATIONS, Capability.IMAGE_TO_IMAGE), "makes no variations", "image_edit");

        Capability of(ModelDefined model) {
            return Ask.capability(model, capabilities.toArray(Capability[]::new))
                    .orElseThrow(() -> RefusedException.invalid(
                            "model", "model must be another: %s %s".formatted(model.getModel(), lack)));
        }
    }

    /** Which model {@code fields} mean. */
    ModelDefined model(Context context, ObjectNode fields) {
        return useCases.models()
                .resolve(
                        Authentication.caller(context),
                        fields.path("model").asStringOpt().filter(name -> !name.isEmpty()));
    }

    /** Answers what {@code fields} ask of {@code model}, with {@code pictures} to work on. */
    void answer(Context context, Kind kind, ModelDefined model, ObjectNode fields, ObjectNode pictures)
            throws IOException, InterruptedException {
        ObjectNode known = Json.MAPPER.createObjectNode();
        ObjectNode others = Json.MAPPER.createObjectNode();
        fields.properties()
                .forEach(field -> (ImageBody.NAMES.contains(field.getKey()) ? known : others)
                        .set(field.getKey(), field.getValue()));
        var body = JsonBodies.convert(known, ImageBody.class);
        var schema = InputSchema.of(model);
        Capability capability = kind.of(model);
        var plan = ImageInput.plan(body, others, pictures, schema);
        if (kind.equals(Kind.VARIATION)
                && capability != Capability.VARIATIONS
                && body.prompt().isEmpty()) {
            // Its client has no words to send, and a model that works on pictures wants some.
            plan.input().put("prompt", "a variation of this picture");
        }
        var wish = new Wish(Authentication.caller(context), Ask.of(model, capability, plan.input()), plan.times());
        try (var call = calls.call(wish, OpenCalls.isRepeated(context), () -> submit(context, wish))) {
            if (body.streams()) {
                var events = new JsonEvents(context);
                Failing.tell(events, () -> {
                    var made = plan.hasPreviews()
                            ? shown(wish.caller(), new PartialImages(events, kind.events(), body), call.begun())
                            : useCases.waiting().finished(events, wish.caller(), call.begun());
                    tell(events, kind, body, made);
                });
            } else {
                var made = useCases.waiting().finished(context, wish.caller(), call.begun());
                Replies.json(context, 200, new ImageReply(useCases.products(), body).of(context, made));
            }
        }
    }

    private List<Generation> submit(Context context, Wish wish) throws InterruptedException {
        Optional<String> key = IdempotencyKey.of(context);
        List<Generation> begun = new ArrayList<>();
        for (int i = 0; i < wish.times(); i++) {
            String suffix = i == 0 ? "" : "#" + i;
            begun.add(useCases.submit()
                    .submit(wish.caller(), wish.wanted(), key.map(given -> given + suffix))
                    .generation());
        }
        return begun;
    }

    /** What was {@code begun}, all over, of which the client is shown previews meanwhile. */
    private List<Generation> shown(Caller caller, PartialImages previews, List<Generation> begun)
            throws IOException, InterruptedException {
        try (previews) {
            previews.follow(useCases.watching().follow(), begun);
            return useCases.waiting().finished(caller, begun, BETWEEN_PREVIEWS, previews);
        }
    }

    private void tell(JsonEvents events, Kind kind, ImageBody body, List<Generation> finished) throws IOException {
        var reply = new ImageReply(useCases.products(), body);
        for (Generation made : finished) {
            for (var picture : reply.events(kind.events() + ".completed", made)) {
                events.send(picture.type(), picture);
            }
        }
    }
}
