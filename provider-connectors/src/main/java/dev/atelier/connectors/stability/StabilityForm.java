package dev.atelier.connectors.stability;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Draft;
import dev.atelier.connectors.vendor.Fields;
import dev.atelier.connectors.vendor.Form;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts a job as a form, which this API always wants. The provider's model is the end of the path, such as
 * {@code generate/core} or {@code edit/inpaint}; the parameters are the form's parts under their own names.
 */
final class StabilityForm {
    private static final Pattern PATH = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");

    /** The parts that are files, in any of the API's forms. */
    private static final List<String> FILES = List.of(
            "image", "mask", "init_image", "style_image", "subject_image", "background_reference", "light_reference");

    private StabilityForm() {}

    static Draft draft(Job job, InputReader inputs) throws InterruptedException {
        if (!PATH.matcher(job.providerModel()).matches()) {
            return new Draft.Refused(
                    new Failure.ModelNotFound("stability has its models under names such as generate/core."));
        }
        var fields = new Fields(job, inputs);
        var form = new Form();
        if (job.capability() == Capability.TEXT_TO_IMAGE) {
            fields.needed("prompt");
            fields.text("prompt").ifPresent(prompt -> form.text("prompt", prompt));
        } else {
            fields.check(
                    fields.any("image").isPresent() || fields.any("init_image").isPresent(), "image", "must be given");
        }
        for (String part : FILES) {
            fields.files(part).forEach(file -> form.file(part, file));
        }
        if (job.providerModel().equals("generate/sd3")
                && fields.any("image").isPresent()
                && fields.any("mode").isEmpty()) {
            form.text("mode", "image-to-image");
        }
        fields.text("mode").ifPresent(mode -> form.text("mode", mode));
        form.rest(fields);
        return fields.failure()
                .<Draft>map(Draft.Refused::new)
                .orElseGet(
                        () -> new Draft.Ready(Call.post("/v2beta/stable-image/" + job.providerModel(), form.build())));
    }
}
