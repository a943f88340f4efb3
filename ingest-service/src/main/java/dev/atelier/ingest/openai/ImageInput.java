package dev.atelier.ingest.openai;

import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts OpenAI's parameters into the words of a model's input schema. What the model has no word for is refused, unless it
 * says no more than that the model may choose.
 */
final class ImageInput {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
    private static final Set<String> AS_THE_MODEL_LIKES = Set.of("auto", "standard");

    private static final String PREVIEWS = "previews";

    private final InputSchema schema;
    private final ObjectNode input = Json.MAPPER.createObjectNode();

    private ImageInput(InputSchema schema) {
        this.schema = schema;
    }

    /**
     * What is to be submitted.
     *
     * @param times how often, so that there are as many pictures as were wanted
     */
    record Plan(ObjectNode input, int times) {
        /** Whether pictures are to be seen while they are made. */
        boolean hasPreviews() {
            return input.path(PREVIEWS).asInt(0) > 0;
        }
    }

    /** {@code others} are parameters that OpenAI does not know; {@code pictures} those that are worked on, under our names. */
    static Plan plan(ImageBody body, ObjectNode others, ObjectNode pictures, InputSchema schema) {
        body.check();
        var plan = new ImageInput(schema);
        body.prompt().ifPresent(prompt -> plan.input.put("prompt", prompt));
        body.size().ifPresent(plan::size);
        plan.choice("quality", body.quality(), "quality");
        plan.choice("background", body.background(), "background");
        plan.choice("moderation", body.moderation(), "moderation");
        plan.choice("style", body.style(), "style");
        plan.choice("input_fidelity", body.inputFidelity(), "input_fidelity");
        plan.choice("output_format", body.outputFormat(), "format", "output_format");
        body.outputCompression().ifPresent(plan::compression);
        others.properties().forEach(other -> plan.other(other.getKey(), other.getValue()));
        pictures.properties().forEach(picture -> plan.picture(picture.getKey(), picture.getValue()));
        if (body.streams()) {
            body.partialImages().ifPresent(plan::previews);
        }
        return new Plan(plan.input, plan.times(body.count()));
    }

    private void size(String size) {
        if (size.equals("auto")) {
            return;
        }
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw RefusedException.invalid("size", "size must be auto or WIDTHxHEIGHT");
        }
        if (schema.has("size")) {
            input.put("size", size);
        } else if (schema.has("width") && schema.has("height")) {
            input.put("width", Integer.parseInt(matcher.group(1))).put("height", Integer.parseInt(matcher.group(2)));
        } else {
            throw refused("size");
        }
    }

    private void choice(String parameter, Optional<String> value, String... names) {
        value.ifPresent(word -> schema.first(names).ifPresentOrElse(name -> putUnlessAuto(name, word), () -> {
            if (!AS_THE_MODEL_LIKES.contains(word)) {
                throw refused(parameter);
            }
        }));
    }

    private void putUnlessAuto(String name, String word) {
        if (!word.equals("auto")) {
            input.put(name, word);
        }
    }

    private void compression(int percent) {
        input.put(
                schema.first("output_compression", "compression").orElseThrow(() -> refused("output_compression")),
                percent);
    }

    /** What a model cannot show on the way is not sent, as OpenAI sends fewer than were asked for as well. */
    private void previews(int most) {
        schema.firstUpTo(most, PREVIEWS).ifPresent(name -> input.put(name, most));
    }

    private void other(String name, JsonNode value) {
        if (!schema.has(name)) {
            throw RefusedException.invalid(name, "%s is not a known parameter".formatted(name));
        }
        input.set(name, value);
    }

    private void picture(String name, JsonNode value) {
        if (!schema.has(name)) {
            throw refused(name);
        }
        if (value.isArray() && !schema.takesList(name)) {
            throw RefusedException.invalid(name, "%s must be one: this model takes no more".formatted(name));
        }
        input.set(name, value);
    }

    private int times(int count) {
        if (count == 1) {
            return 1;
        }
        Optional<String> word = schema.firstUpTo(count, "count", "n", "num_images", "num_outputs");
        word.ifPresent(name -> input.put(name, count));
        return word.isPresent() ? 1 : count;
    }

    private static RefusedException refused(String parameter) {
        return RefusedException.invalid(parameter, "%s is nothing that this model lets choose".formatted(parameter));
    }
}
