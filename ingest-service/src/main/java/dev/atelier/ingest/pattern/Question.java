package dev.atelier.ingest.pattern;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewBatch;
import dev.atelier.ingest.generation.NewBatch.Item;
import dev.atelier.ingest.generation.NewBatch.Wanted.Items;
import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a version of a pattern asks of a model. The request is whole: whoever asks for it again needs no pattern.
 *
 * @param model   who is asked
 * @param version what is asked
 * @param by      how the request names the version
 */
record Question(ModelDefined model, Version version, PatternReference by) {
    private static final String IMAGE = "image";

    Question {
        if (!InputSchema.of(model).has(IMAGE)) {
            throw RefusedException.invalid(
                    "model", "model must be another: %s takes no picture".formatted(model.getModel()));
        }
    }

    /** {@code picture} is to be read. */
    NewGeneration of(Picture picture, List<String> tags) {
        ObjectNode input = common();
        input.setAll(own(picture));
        return Ask.of(model, Capability.EXTRACT, input).by(by).tagged(tags);
    }

    /** Each of {@code pictures} is to be read. */
    NewBatch of(List<Picture> pictures, List<String> tags, Conditions conditions, Optional<Double> rate) {
        return new NewBatch(
                Optional.of(model.getModel()),
                Optional.of(Capability.EXTRACT),
                common(),
                Optional.empty(),
                new Items(
                        pictures.stream().map(picture -> Item.of(own(picture))).toList()),
                tags,
                conditions,
                rate,
                Optional.empty(),
                Optional.of(by));
    }

    private ObjectNode common() {
        ObjectNode input = Json.MAPPER.createObjectNode().put("prompt", prompt());
        input.set("schema", version.definition().schemaNode());
        return input;
    }

    private ObjectNode own(Picture picture) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        if (InputSchema.of(model).type(IMAGE).equals("array")) {
            input.putArray(IMAGE).add(picture.reference());
        } else {
            input.put(IMAGE, picture.reference());
        }
        return input;
    }

    /** The examples stand below the instructions: there is no model that takes them apart. */
    private String prompt() {
        List<String> examples = version.definition().examples();
        return examples.isEmpty()
                ? version.definition().instructions()
                : "%s\n\nExamples of answers to other pictures:\n%s"
                        .formatted(version.definition().instructions(), String.join("\n", examples));
    }
}
