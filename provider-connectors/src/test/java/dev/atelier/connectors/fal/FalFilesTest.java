package dev.atelier.connectors.fal;

import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static dev.atelier.connectors.vendor.VendorRig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.util.Base64;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How inputs get to fal. */
class FalFilesTest {
    private static final String SUBMIT = "POST /fal-ai/flux/dev";
    private static final String BEGIN = "POST /storage/upload/initiate";
    private static final String PUT = "PUT /bucket/1";
    private static final byte[] SMALL = {1, 2, 3};
    private static final byte[] LARGE = new byte[300_000];

    private final VendorRig rig = new VendorRig(new FalFactory());

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void isInTheRequestWhenSmall() throws InterruptedException {
        assertThat(imageSent(SMALL))
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(SMALL));
    }

    @Test
    void isUploadedWhenLarge() throws InterruptedException {
        rig.vendor.on(BEGIN, begun());
        rig.vendor.on(PUT, json(200, ""));

        assertThat(imageSent(LARGE)).isEqualTo("https://v3.fal.media/1.png");

        var begin = rig.vendor.heard(BEGIN).getFirst();
        assertThat(begin.getUrl().query()).isEqualTo("storage_type=fal-cdn-v3");
        assertThat(begin.getHeaders().get("Authorization")).isEqualTo("Key " + VendorRig.KEY);
        assertThat(Json.MAPPER.readTree(begin.getBody().utf8())).isEqualTo(Json.MAPPER.readTree("""
                {"file_name": "input.png", "content_type": "image/png"}"""));
        var put = rig.vendor.heard(PUT).getFirst();
        assertThat(put.getBody().toByteArray()).isEqualTo(LARGE);
        assertThat(put.getHeaders().get("Content-Type")).isEqualTo("image/png");
        assertThat(put.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void staysAUrlWhereItIsOne() throws InterruptedException {
        rig.vendor.on(SUBMIT, json(200, "{\"request_id\": \"r1\"}"));

        rig.provider("/", Map.of()).submit(job("https://files.test/1.png", LARGE), (_, _) -> {});

        assertThat(rig.vendor.heard(SUBMIT).getFirst().getBody().utf8()).contains("\"https://files.test/1.png\"");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 200, AccountRefused",
        "403, 200, AccountRefused",
        "500, 200, Unavailable",
        "200, 403, Unavailable",
        "200, 500, Unavailable",
    })
    void startsNothingWhenItDoesNotGetThere(int begin, int put, String failure) throws InterruptedException {
        rig.vendor.on(BEGIN, begin == 200 ? begun() : json(begin, "{}"));
        rig.vendor.on(PUT, json(put, ""));

        var submission = rig.provider("/", Map.of()).submit(job("object://1", LARGE), (_, _) -> {});

        assertThat(failure(submission).getClass().getSimpleName()).isEqualTo(failure);
        assertThat(rig.vendor.heard(SUBMIT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"file_url\": \"https://v3.fal.media/1.png\"}",
                "{\"file_url\": \"https://v3.fal.media/1.png\", \"upload_url\": \"nowhere\"}",
                "{\"file_url\": \"https://v3.fal.media/1.png\", \"upload_url\": \"http://10.0.0.1/x\"}",
            })
    void goesNowhereThatFalDoesNotName(String answer) throws InterruptedException {
        rig.vendor.on(BEGIN, json(200, answer));

        var submission = rig.provider("/", Map.of()).submit(job("object://1", LARGE), (_, _) -> {});

        assertThat(failure(submission)).isEqualTo(new Failure.Unavailable("fal did not take an input file."));
    }

    private String imageSent(byte[] file) throws InterruptedException {
        rig.vendor.on(SUBMIT, json(200, "{\"request_id\": \"r1\"}"));
        rig.provider("/", Map.of()).submit(job("object://projects/demo/content/1", file), (_, _) -> {});
        return Json.MAPPER
                .readTree(rig.vendor.heard(SUBMIT).getFirst().getBody().utf8())
                .path("image_url")
                .asString();
    }

    private MockResponse begun() {
        return json(200, """
                {"upload_url": "%s", "file_url": "https://v3.fal.media/1.png"}""".formatted(rig.vendor.url("/bucket/1?signature=s")));
    }

    private static Job job(String image, byte[] file) {
        return VendorRig.job(
                "fal-ai/flux/dev",
                Capability.IMAGE_TO_IMAGE,
                "{\"prompt\": \"x\", \"image_url\": \"%s\"}".formatted(image),
                file);
    }
}
