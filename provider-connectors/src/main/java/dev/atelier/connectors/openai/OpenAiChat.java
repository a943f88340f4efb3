package dev.atelier.connectors.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Draft;
import dev.atelier.connectors.vendor.Extracting;
import dev.atelier.connectors.vendor.Fields;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.event.Capability;
import dev.atelier.platform.extraction.StrictSchema;
import dev.atelier.platform.extraction.Violation;
import dev.atelier.platform.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Words about pictures: {@code /chat/completions} with one message of the user's. Parameters: {@code prompt},
 * {@code system}, {@code image} (one, or a list; URLs are left for the vendor to follow), {@code detail}, {@code schema}
 * (which EXTRACT needs) and {@code strict} (usually, where the schema can be said so); whatever else there is goes along under its own name.
 */
final class OpenAiChat {
    private final InputReader inputs;

    OpenAiChat(InputReader inputs) {
        this.inputs = inputs;
    }

    Draft draft(Job job) throws InterruptedException {
        boolean extract = job.capability() == Capability.EXTRACT;
        var fields = new Fields(job, inputs);
        fields.refuse("is chosen by the model", "model");
        fields.refuse("is made from the other parameters", "messages", "response_format");
        fields.refuse("is not supported", "stream", "n", "tools");
        var body = JsonNodeFactory.instance.objectNode().put("model", job.providerModel());
        var messages = body.putArray("messages");
        fields.text("system")
                .ifPresent(system -> messages.addObject().put("role", "system").put("content", system));
        content(fields, extract, messages.addObject().put("role", "user").putArray("content"));
        job.correction().ifPresent(last -> {
            messages.addObject().put("role", "assistant").put("content", last.getAnswer());
            messages.addObject().put("role", "user").put("content", Extracting.feedback(last));
        });
        var schema = fields.object("schema");
        fields.check(schema.isPresent() || !extract, "schema", "must be given");
        var strict = fields.any("strict")
                .filter(value -> fields.check(value.isBoolean(), "strict", "must be a truth value"))
                .map(BooleanNode.TRUE::equals);
        schema.ifPresent(wanted -> {
            if (extract) {
                format(fields, body, wanted, strict.orElse(null));
            } else {
                // Nobody would put the answer back into the shape of a schema that was rewritten.
                format(body, wanted, strict.orElse(true));
            }
        });
        fields.rest().forEach(body::set);
        return fields.failure()
                .<Draft>map(Draft.Refused::new)
                .orElseGet(() -> new Draft.Ready(Call.post("/chat/completions", body)));
    }

    private static void content(Fields fields, boolean extract, ArrayNode content) throws InterruptedException {
        content.addObject()
                .put("type", "text")
                .put("text", fields.text("prompt").orElse(extract ? Extracting.UNASKED : "Describe this."));
        var detail = fields.text("detail");
        List<String> images = fields.references("image");
        fields.check(!images.isEmpty() || fields.any("prompt").isPresent(), "image", "or a prompt must be given");
        for (String image : images) {
            var url = content.addObject().put("type", "image_url").putObject("image_url");
            if (Attachments.isOurs(image)) {
                fields.file("image", image).ifPresent(file -> url.put("url", Attachments.dataUri(file)));
            } else {
                url.put("url", image);
            }
            detail.ifPresent(value -> url.put("detail", value));
        }
    }

    /** Strictly where that can be said, unless it is to be otherwise; the answer is judged by the original in any case. */
    private static void format(Fields fields, ObjectNode body, JsonNode schema, @Nullable Boolean strict) {
        switch (StrictSchema.of(schema)) {
            case StrictSchema.Verdict.Usable(var usable)
            when strict == null || strict -> format(body, usable.schema(), true);
            case StrictSchema.Verdict.Usable _ -> format(body, schema, false);
            case StrictSchema.Verdict.Refused(var violations) -> {
                fields.check(
                        strict == null || !strict,
                        "schema",
                        "cannot be said strictly: " + Violation.told(violations) + "; strict may be false");
                format(body, schema, false);
            }
        }
    }

    private static void format(ObjectNode body, JsonNode schema, boolean strict) {
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "result")
                .put("strict", strict)
                .set("schema", schema);
    }

    /** The words in a success. */
    Submission read(JsonNode answer) {
        var choice = answer.at("/choices/0");
        var message = choice.path("message");
        String words = message.path("content").asString("").strip();
        return switch (choice.path("finish_reason").asString("")) {
            case "content_filter" -> failed(new Failure.ContentRefused("openai withheld its answer."));
            case "length" ->
                failed(new Failure.ProviderFailed("openai broke its answer off: it became longer than allowed."));
            // The refusal's own words may tell what was in the input.
            case String _
            when !message.path("refusal").asString("").isBlank() ->
                failed(new Failure.ContentRefused("openai refused to answer."));
            case String _ when words.isEmpty() -> failed(new Failure.MalformedReply("openai answered without words."));
            case String _ ->
                new Submission.Succeeded(
                        List.of(Output.of(words.getBytes(UTF_8))), Usage.of(answer), version(answer), Optional.empty());
        };
    }

    private static Map<String, String> version(JsonNode answer) {
        return answer.path("model").isString()
                ? Map.of("version", answer.path("model").asString())
                : Map.of();
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
