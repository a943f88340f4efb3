package dev.atelier.connectors.google;

import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Draft;
import dev.atelier.connectors.vendor.Extracting;
import dev.atelier.connectors.vendor.Fields;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.event.Capability;
import dev.atelier.platform.extraction.StrictSchema;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a job as {@code models/<model>:generateContent} wants it: the prompt and the pictures as parts of one content.
 *
 * <p>Parameters: {@code prompt}, {@code system}, {@code image} (one, or a list), {@code aspect_ratio},
 * {@code image_size}, {@code seed}, {@code temperature}, {@code top_p}, {@code top_k}, {@code max_output_tokens},
 * {@code schema} (for words; EXTRACT needs it), and as Google has them {@code safety_settings} (a list) and
 * {@code generation_config} (an object, under what the others say).
 */
final class Prompting {
    private Prompting() {}

    static Draft draft(Job job, InputReader inputs) throws InterruptedException {
        var fields = new Fields(job, inputs);
        var body = JsonNodeFactory.instance.objectNode();
        var contents = body.putArray("contents");
        content(fields, job, contents.addObject().put("role", "user").putArray("parts"));
        job.correction().ifPresent(last -> {
            say(contents, "model", last.getAnswer());
            say(contents, "user", Extracting.feedback(last));
        });
        fields.text("system")
                .ifPresent(system -> body.putObject("systemInstruction")
                        .putArray("parts")
                        .addObject()
                        .put("text", system));
        fields.list("safety_settings").ifPresent(settings -> body.set("safetySettings", settings));
        var config = body.putObject("generationConfig");
        fields.object("generation_config").ifPresent(given -> config.setAll((ObjectNode) given.deepCopy()));
        if (makesWords(job)) {
            words(fields, job, config);
        } else {
            pictures(fields, config);
        }
        numbers(fields, config);
        fields.refuseRest();
        return fields.failure()
                .<Draft>map(Draft.Refused::new)
                .orElseGet(() -> new Draft.Ready(
                        Call.post("/models/%s:generateContent".formatted(Call.segment(job.providerModel())), body)));
    }

    private static void say(ArrayNode contents, String role, String words) {
        contents.addObject().put("role", role).putArray("parts").addObject().put("text", words);
    }

    static boolean makesWords(Job job) {
        return job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT;
    }

    private static void content(Fields fields, Job job, ArrayNode parts) throws InterruptedException {
        var prompt = fields.text("prompt");
        List<Read> images = fields.files("image");
        switch (job.capability()) {
            case TEXT_TO_IMAGE -> fields.needed("prompt");
            case IMAGE_TO_IMAGE, EDIT, VARIATIONS -> fields.check(!images.isEmpty(), "image", "must be given");
            default -> fields.check(!images.isEmpty() || prompt.isPresent(), "image", "or a prompt must be given");
        }
        parts.addObject().put("text", prompt.orElse(unasked(job.capability())));
        for (Read image : images) {
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", image.mediaType())
                    .put("data", Base64.getEncoder().encodeToString(image.content()));
        }
    }

    /** What is asked where there are pictures and no prompt. */
    private static String unasked(Capability capability) {
        return switch (capability) {
            case EXTRACT -> Extracting.UNASKED;
            case DESCRIBE -> "Describe this.";
            default -> "Make a variation of this picture.";
        };
    }

    private static void pictures(Fields fields, ObjectNode config) {
        config.putArray("responseModalities").add("TEXT").add("IMAGE");
        var ratio = fields.text("aspect_ratio");
        var size = fields.text("image_size");
        if (ratio.isPresent() || size.isPresent()) {
            var image = config.putObject("imageConfig");
            ratio.ifPresent(value -> image.put("aspectRatio", value));
            size.ifPresent(value -> image.put("imageSize", value));
        }
    }

    private static void words(Fields fields, Job job, ObjectNode config) {
        var schema = fields.object("schema");
        fields.check(schema.isPresent() || job.capability() != Capability.EXTRACT, "schema", "must be given");
        schema.ifPresent(wanted -> {
            config.put("responseMimeType", "application/json");
            // Only what is extracted is put back into the shape of the original.
            config.set("responseJsonSchema", job.capability() == Capability.EXTRACT ? said(wanted) : wanted);
        });
    }

    /** Google reads more of a schema than a strict mode does, and leaves out of account what it does not know. */
    private static JsonNode said(JsonNode wanted) {
        return switch (StrictSchema.of(wanted)) {
            case StrictSchema.Verdict.Usable(var strict) -> strict.schema();
            case StrictSchema.Verdict.Refused _ -> wanted;
        };
    }

    private static void numbers(Fields fields, ObjectNode config) {
        fields.whole("seed", Integer.MIN_VALUE, Integer.MAX_VALUE).ifPresent(value -> config.put("seed", value));
        fields.number("temperature").ifPresent(value -> config.put("temperature", value));
        fields.number("top_p").ifPresent(value -> config.put("topP", value));
        fields.whole("top_k", 1, Integer.MAX_VALUE).ifPresent(value -> config.put("topK", value));
        fields.whole("max_output_tokens", 1, Integer.MAX_VALUE)
                .ifPresent(value -> config.put("maxOutputTokens", value));
    }
}
