package dev.atelier.connectors.ideogram;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static dev.atelier.connectors.vendor.VendorRig.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.FormParts;
import dev.atelier.connectors.vendor.FormParts.Part;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.event.Capability;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.failure.Failure;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How jobs become Ideogram's forms. */
class IdeogramFormsTest {
    private static final ByteString FILE = ByteString.of((byte) 1, (byte) 2);

    private final VendorRig rig = new VendorRig(new IdeogramFactory());

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void generate() throws InterruptedException {
        submit(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a fox", "negative_prompt": "snow", "resolution": "1024x1024", "seed": 7, "num_images": 2,
                 "rendering_speed": "TURBO", "magic_prompt": "OFF", "style_type": "GENERAL", "style_preset": "ART_DECO",
                 "style_codes": ["00000000", "FFFFFFFF"], "color_palette": {"name": "EMBER"},
                 "style_reference_images": ["object://1", "object://2"], "custom_model_uri": null}""");

        assertThat(FormParts.of(
                        rig.vendor.heard("POST /v1/ideogram-v3/generate").getFirst()))
                .containsExactlyInAnyOrder(
                        text("prompt", "a fox"),
                        text("negative_prompt", "snow"),
                        text("resolution", "1024x1024"),
                        text("seed", "7"),
                        text("num_images", "2"),
                        text("rendering_speed", "TURBO"),
                        text("magic_prompt", "OFF"),
                        text("style_type", "GENERAL"),
                        text("style_preset", "ART_DECO"),
                        text("style_codes", "00000000"),
                        text("style_codes", "FFFFFFFF"),
                        new Part(
                                "color_palette", "", "application/json", ByteString.encodeUtf8("{\"name\":\"EMBER\"}")),
                        file("style_reference_images"),
                        file("style_reference_images"));
    }

    @Test
    void edit() throws InterruptedException {
        submit(Capability.EDIT, """
                {"prompt": "a hat", "image": "object://1", "mask": "object://2"}""");

        assertThat(FormParts.of(rig.vendor.heard("POST /v1/ideogram-v3/edit").getFirst()))
                .containsExactlyInAnyOrder(text("prompt", "a hat"), file("image"), file("mask"));
    }

    @ParameterizedTest
    @CsvSource({"IMAGE_TO_IMAGE", "VARIATIONS"})
    void remix(Capability capability) throws InterruptedException {
        submit(capability, """
                {"prompt": "a fox", "image": "object://1", "image_weight": 60, "aspect_ratio": "16x9"}""");

        assertThat(FormParts.of(rig.vendor.heard("POST /v1/ideogram-v3/remix").getFirst()))
                .containsExactlyInAnyOrder(
                        text("prompt", "a fox"),
                        text("image_weight", "60"),
                        text("aspect_ratio", "16x9"),
                        file("image"));
    }

    @Test
    void describe() throws InterruptedException {
        submit(Capability.DESCRIBE, """
                {"image": "object://1", "describe_model_version": "V_3"}""");

        assertThat(FormParts.of(rig.vendor.heard("POST /describe").getFirst()))
                .containsExactlyInAnyOrder(file("image_file"), text("describe_model_version", "V_3"));
    }

    @Test
    void holdWhatIsBehindAUrl() throws InterruptedException {
        rig.vendor.on("GET /1.png", bytes(new byte[] {9}));

        submit(Capability.DESCRIBE, "{\"image\": \"%s\"}".formatted(rig.vendor.url("/1.png")));

        assertThat(FormParts.files(rig.vendor.heard("POST /describe").getFirst()))
                .containsExactly("image_file/image_file.png/image/png");
        assertThat(rig.vendor.heard("GET /1.png").getFirst().getHeaders().get("Api-Key"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT_TO_IMAGE | {} | input.prompt | input.prompt must be given",
                "TEXT_TO_IMAGE | {\"prompt\": 5} | input.prompt | input.prompt must be text, but was 5",
                "TEXT_TO_IMAGE | {\"prompt\": \"x\", \"seed\": -1} | input.seed | input.seed must be a whole number from 0 to 2147483647, but was -1",
                "TEXT_TO_IMAGE | {\"prompt\": \"x\", \"num_images\": 9} | input.num_images | input.num_images must be a whole number from 1 to 8, but was 9",
                "TEXT_TO_IMAGE | {\"prompt\": \"x\", \"style_codes\": [5]} | input.style_codes | input.style_codes must be a list of texts",
                "TEXT_TO_IMAGE | {\"prompt\": \"x\", \"color_palette\": \"EMBER\"} | input.color_palette | input.color_palette must be an object, but was EMBER",
                "EDIT | {\"prompt\": \"x\", \"image\": \"object://1\"} | input.mask | input.mask must be one file",
                "IMAGE_TO_IMAGE | {\"prompt\": \"x\", \"image\": [\"object://1\", \"object://2\"]} | input.image | input.image must be one file",
                "IMAGE_TO_IMAGE | {\"prompt\": \"x\", \"image\": \"object://1\", \"image_weight\": 0} | input.image_weight | input.image_weight must be a whole number from 1 to 100, but was 0",
            })
    void refuseWhatTheyCannotHold(Capability capability, String parameters, String field, String detail)
            throws InterruptedException {
        assertThat(failure(submit(capability, parameters)))
                .isEqualTo(new Failure.InvalidRequest(detail, Optional.of(field)));
        assertThat(rig.vendor.heard()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT_TO_IMAGE | {\"prompt\": \"x\", \"image\": \"object://1\"} | input.image",
                "EDIT | {\"prompt\": \"x\", \"image\": \"object://1\", \"mask\": \"object://1\", \"aspect_ratio\": \"1x1\"} | input.aspect_ratio",
                "DESCRIBE | {\"image\": \"object://1\", \"prompt\": \"x\"} | input.prompt",
            })
    void refuseWhatTheyDoNotKnow(Capability capability, String parameters, String field) throws InterruptedException {
        assertThat(failure(submit(capability, parameters)))
                .isInstanceOfSatisfying(Failure.InvalidRequest.class, invalid -> {
                    assertThat(invalid.field()).contains(field);
                    assertThat(invalid.detail()).startsWith(field + " is not known; known are ");
                });
        assertThat(rig.vendor.heard()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"timeout, PT0.5S", "timeout, soon", "colour, red"})
    void areNotSentWithSettingsThatNobodyKnows(String key, String value) {
        assertThatThrownBy(() -> rig.provider("/", Map.of(key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("providers.ideogram.settings." + key);
    }

    private Submission submit(Capability capability, String parameters) throws InterruptedException {
        for (String path :
                new String[] {"/v1/ideogram-v3/generate", "/v1/ideogram-v3/edit", "/v1/ideogram-v3/remix", "/describe"
                }) {
            rig.vendor.on("POST " + path, json(400, "{}"));
        }
        return rig.provider("/", Map.of())
                .submit(VendorRig.job("ideogram-v3", capability, parameters, FILE.toByteArray()), (_, _) -> {});
    }

    private static Part text(String name, String value) {
        return new Part(name, "", "", ByteString.encodeUtf8(value));
    }

    private static Part file(String name) {
        return new Part(name, name + ".png", "image/png", FILE);
    }
}
