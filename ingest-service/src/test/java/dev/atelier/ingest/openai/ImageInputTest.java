package dev.atelier.ingest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.dialect.SampleModels;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.openai.ImageInput.Plan;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ImageInputTest {
    private static final String SKETCH =
            "{'prompt': {}, 'size': {}, 'count': {'maximum': 4}, 'format': {}, 'image': {'type': 'string'}}";

    @Test
    void leavesOutWhatTheModelIsToChoose() {
        Plan plan =
                plan(SKETCH, "{'prompt': 'a fox', 'size': 'auto', 'quality': 'auto', 'background': 'auto', 'n': 1}");

        assertThat(plan).isEqualTo(new Plan(json("{'prompt': 'a fox'}"), 1));
    }

    @Test
    void usesTheModelsOwnWords() {
        Plan plan = plan(SKETCH, "{'prompt': 'a fox', 'size': '64x32', 'output_format': 'webp', 'n': 4}");

        assertThat(plan)
                .isEqualTo(new Plan(json("{'prompt': 'a fox', 'size': '64x32', 'format': 'webp', 'count': 4}"), 1));
    }

    @Test
    void asksForPreviewsWhereAStreamIsToHaveThemAndTheModelShowsSome() {
        String shows = "{'previews': {'maximum': 20}}";

        Plan plan = plan(shows, "{'stream': true, 'partial_images': 2}");

        assertThat(plan).isEqualTo(new Plan(json("{'previews': 2}"), 1));
        assertThat(plan.hasPreviews()).isTrue();
        assertThat(plan(shows, "{'partial_images': 2}").hasPreviews()).isFalse();
        assertThat(plan(shows, "{'stream': true, 'partial_images': 0}").hasPreviews())
                .isFalse();
        assertThat(plan(SKETCH, "{'stream': true, 'partial_images': 2}")).isEqualTo(new Plan(json("{}"), 1));
    }

    @Test
    void saysTheSizeInTwoNumbersWhereTheModelWantsThat() {
        Plan plan = plan("{'width': {}, 'height': {}}", "{'size': '64x32'}");

        assertThat(plan.input()).isEqualTo(json("{'width': 64, 'height': 32}"));
    }

    @Test
    void asksSeveralTimesForMoreThanTheModelMakesAtOnce() {
        assertThat(plan(SKETCH, "{'prompt': 'a fox', 'n': 5}")).isEqualTo(new Plan(json("{'prompt': 'a fox'}"), 5));
        assertThat(plan("{}", "{'n': 2}")).isEqualTo(new Plan(json("{}"), 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quality | {'quality': 'hd'}",
                "background | {'background': 'transparent'}",
                "style | {'style': 'vivid'}",
                "output_compression | {'output_compression': 50}",
                "size | {'size': '0x10'}",
                "size | {'size': 'large'}",
                "n | {'n': 0}",
                "partial_images | {'partial_images': 4}",
                "response_format | {'response_format': 'png'}"
            })
    void refusesWhatItCannotPass(String field, String body) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> plan(SKETCH, body))
                .withMessageStartingWith(field);
    }

    @Test
    void passesOnWhatOnlyTheModelKnows() {
        var schema = schema("{'seed': {}}");
        var none = Json.MAPPER.createObjectNode();

        var plan = ImageInput.plan(body("{}"), json("{'seed': 7}"), none, schema);

        assertThat(plan.input()).isEqualTo(json("{'seed': 7}"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ImageInput.plan(body("{}"), json("{'cost': 0}"), none, schema))
                .withMessage("cost is not a known parameter");
    }

    @Test
    void refusesMorePicturesThanTheModelTakes() {
        var none = Json.MAPPER.createObjectNode();

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ImageInput.plan(body("{}"), none, json("{'image': ['a', 'b']}"), schema(SKETCH)))
                .withMessageStartingWith("image must be one");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ImageInput.plan(body("{}"), none, json("{'mask': 'a'}"), schema(SKETCH)))
                .withMessageStartingWith("mask is nothing");
    }

    private static Plan plan(String properties, String body) {
        var none = Json.MAPPER.createObjectNode();
        return ImageInput.plan(body(body), none, none, schema(properties));
    }

    private static ImageBody body(String json) {
        return JsonBodies.convert(json(json), ImageBody.class);
    }

    private static InputSchema schema(String properties) {
        return InputSchema.of(SampleModels.of(properties));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
