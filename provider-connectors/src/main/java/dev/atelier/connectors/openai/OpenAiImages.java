package dev.atelier.connectors.openai;

import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Draft;
import dev.atelier.connectors.vendor.Fields;
import dev.atelier.connectors.vendor.Form;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Pictures: {@code /images/generations} takes the parameters as they are, {@code /images/edits} and
 * {@code /images/variations} a form with the files {@code image} (one, or a list) and {@code mask}.
 */
final class OpenAiImages {
    private final InputReader inputs;
    private final VendorFiles files;

    OpenAiImages(VendorApi api, InputReader inputs) {
        this.inputs = inputs;
        files = new VendorFiles(api);
    }

    Draft draft(Job job) throws InterruptedException {
        var fields = new Fields(job, inputs);
        fields.refuse("is chosen by the model", "model");
        // A stream's pictures would come as events, which the pipeline has no use for.
        fields.refuse("is not supported", "stream", "partial_images");
        if (job.capability() != Capability.VARIATIONS) {
            fields.needed("prompt");
        }
        var call = job.capability() == Capability.TEXT_TO_IMAGE ? generation(job, fields) : form(job, fields);
        return fields.failure().<Draft>map(Draft.Refused::new).orElseGet(() -> new Draft.Ready(call));
    }

    private static Call generation(Job job, Fields fields) {
        var body = JsonNodeFactory.instance.objectNode().put("model", job.providerModel());
        fields.text("prompt").ifPresent(prompt -> body.put("prompt", prompt));
        fields.rest().forEach(body::set);
        return Call.post("/images/generations", body);
    }

    private static Call form(Job job, Fields fields) throws InterruptedException {
        var form = new Form().text("model", job.providerModel());
        fields.text("prompt").ifPresent(prompt -> form.text("prompt", prompt));
        List<Read> images = fields.files("image");
        fields.check(!images.isEmpty(), "image", "must be given");
        // Other servers know the plain name alone; several files go by the name that OpenAI's own clients use.
        String part = images.size() > 1 ? "image[]" : "image";
        images.forEach(image -> form.file(part, image));
        fields.files("mask").forEach(mask -> form.file("mask", mask));
        form.rest(fields);
        return Call.post(
                job.capability() == Capability.VARIATIONS ? "/images/variations" : "/images/edits", form.build());
    }

    /** The pictures in a success: in base64, or behind URLs. */
    Submission read(Job job, JsonNode answer) throws InterruptedException {
        List<Output> outputs = new ArrayList<>();
        for (JsonNode image : answer.path("data")) {
            switch (picture(job, image)) {
                case Brought.All(var brought) -> outputs.addAll(brought);
                case Brought.Missing(var failure) -> {
                    return new Submission.Failed(failure);
                }
            }
        }
        return outputs.isEmpty()
                ? new Submission.Failed(new Failure.MalformedReply("openai answered without a picture."))
                : new Submission.Succeeded(outputs, Usage.of(answer), details(answer), Optional.empty());
    }

    private Brought picture(Job job, JsonNode image) throws InterruptedException {
        if (image.path("b64_json").isString()) {
            return VendorFiles.decode(image.path("b64_json").asString());
        }
        return image.path("url").isString()
                ? files.bring(job, List.of(image.path("url").asString()))
                : new Brought.Missing(new Failure.MalformedReply("openai answered without a picture."));
    }

    /** What {@code auto} became, by which the price goes. */
    private static Map<String, String> details(JsonNode answer) {
        Map<String, String> details = new HashMap<>();
        for (String name : List.of("size", "quality", "background")) {
            if (answer.path(name).isString()) {
                details.put(name, answer.path(name).asString());
            }
        }
        return details;
    }
}
