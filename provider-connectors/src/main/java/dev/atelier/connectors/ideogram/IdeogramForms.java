package dev.atelier.connectors.ideogram;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Draft;
import dev.atelier.connectors.vendor.Fields;
import dev.atelier.connectors.vendor.Form;
import dev.atelier.connectors.vendor.InputReader;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Puts a job into one of Ideogram's forms. The parameters have the vendor's own names, but the picture to describe is
 * {@code image} as well.
 */
final class IdeogramForms {
    private static final long LARGEST_SEED = 2_147_483_647;
    private static final long MOST_IMAGES = 8;
    private static final long MOST_WEIGHT = 100;

    private static final List<String> REFERENCES =
            List.of("style_reference_images", "character_reference_images", "character_reference_images_mask");

    private static final List<String> STYLE =
            List.of("rendering_speed", "magic_prompt", "style_type", "style_preset", "custom_model_uri");

    private static final List<String> FRAME = List.of("negative_prompt", "resolution", "aspect_ratio");

    private final InputReader inputs;

    IdeogramForms(InputReader inputs) {
        this.inputs = requireNonNull(inputs);
    }

    Draft draft(Job job) throws InterruptedException {
        var fields = new Fields(job, inputs);
        var form = new Form();
        String path = switch (job.capability()) {
            case DESCRIBE -> describe(fields, form);
            case EDIT -> edit(fields, form);
            case IMAGE_TO_IMAGE, VARIATIONS -> remix(fields, form);
            case TEXT_TO_IMAGE -> generate(fields, form);
            default -> throw new IllegalArgumentException("not a capability of Ideogram: " + job.capability());
        };
        fields.refuseRest();
        return fields.failure()
                .<Draft>map(Draft.Refused::new)
                .orElseGet(() -> new Draft.Ready(Call.post(path, form.build())));
    }

    private static String generate(Fields fields, Form form) throws InterruptedException {
        texts(fields, form, FRAME);
        made(fields, form);
        return "/v1/ideogram-v3/generate";
    }

    private static String edit(Fields fields, Form form) throws InterruptedException {
        file(fields, form, "image", "image");
        file(fields, form, "mask", "mask");
        made(fields, form);
        return "/v1/ideogram-v3/edit";
    }

    private static String remix(Fields fields, Form form) throws InterruptedException {
        file(fields, form, "image", "image");
        fields.whole("image_weight", 1, MOST_WEIGHT).ifPresent(weight -> form.text("image_weight", weight.toString()));
        texts(fields, form, FRAME);
        made(fields, form);
        return "/v1/ideogram-v3/remix";
    }

    private static String describe(Fields fields, Form form) throws InterruptedException {
        file(fields, form, "image", "image_file");
        texts(fields, form, List.of("describe_model_version"));
        return "/describe";
    }

    /** What all forms have by which pictures are made. */
    private static void made(Fields fields, Form form) throws InterruptedException {
        form.text("prompt", fields.needed("prompt"));
        fields.whole("seed", 0, LARGEST_SEED).ifPresent(seed -> form.text("seed", seed.toString()));
        fields.whole("num_images", 1, MOST_IMAGES).ifPresent(many -> form.text("num_images", many.toString()));
        texts(fields, form, STYLE);
        fields.list("style_codes").ifPresent(codes -> {
            for (JsonNode code : codes) {
                if (fields.check(code.isString(), "style_codes", "must be a list of texts")) {
                    form.text("style_codes", code.asString());
                }
            }
        });
        fields.object("color_palette").ifPresent(palette -> form.json("color_palette", palette));
        for (String part : REFERENCES) {
            for (var file : fields.files(part)) {
                form.file(part, file);
            }
        }
    }

    private static void texts(Fields fields, Form form, List<String> parts) {
        for (String part : parts) {
            fields.text(part).ifPresent(text -> form.text(part, text));
        }
    }

    /** One file, which has to be there. */
    private static void file(Fields fields, Form form, String field, String part) throws InterruptedException {
        var references = fields.references(field);
        if (fields.check(references.size() == 1, field, "must be one file")) {
            fields.file(field, references.getFirst()).ifPresent(file -> form.file(part, file));
        }
    }
}
