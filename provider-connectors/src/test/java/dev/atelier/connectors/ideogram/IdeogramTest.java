package dev.atelier.connectors.ideogram;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ideogram's answers mean. */
class IdeogramTest extends VendorContract {
    @Override
    protected ProviderFactory factory() {
        return new IdeogramFactory();
    }

    @Override
    protected boolean synchronous() {
        return true;
    }

    @Override
    protected Job job() {
        return Jobs.at("ideogram-v3", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v1/ideogram-v3/generate";
    }

    /** There is none. */
    @Override
    protected String questionRoute() {
        return "GET /nothing";
    }

    @Override
    protected MockResponse accepted() {
        return json(200, """
                {"created": "2026-01-01T00:00:00Z", "data": [{"url": "%s", "prompt": "a red fox, in snow, at dawn",
                 "resolution": "1024x1024", "is_image_safe": true, "seed": 12345}]}""".formatted(outside.url("/out/1.png?exp=1&sig=s")));
    }

    @Override
    protected void finishes() {
        outside.on("GET /out/1.png", bytes(PICTURE));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Api-Key")).isEqualTo(KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(400, "{\"error\": \"bad\"}", new Failure.InvalidRequest("ideogram: bad", Optional.empty())),
                row(401, "", new Failure.AccountRefused("ideogram refuses the credentials of the account: 401.")),
                row(
                        402,
                        "{\"error\": \"x\", \"reject_reason\": \"insufficient_funds\"}",
                        new Failure.AccountRefused("ideogram wants the account to be paid up.")),
                row(403, "", new Failure.AccountRefused("ideogram refuses the credentials of the account: 403.")),
                row(404, "", new Failure.ModelNotFound("ideogram: status 404")),
                row(413, "", new Failure.InvalidRequest("ideogram: status 413", Optional.empty())),
                row(
                        422,
                        "{\"error\": \"Prompt failed the safety check\"}",
                        new Failure.ContentRefused("ideogram: Prompt failed the safety check")),
                row(
                        429,
                        "{\"error\": \"Too many\", \"reject_reason\": \"inflight_limit\", \"max_inflight_requests\": 10}",
                        new Failure.Throttled("ideogram: Too many", Optional.empty())),
                row(500, "{}", new Failure.Uncertain("ideogram: status 500")),
                row(502, "<html>", new Failure.Uncertain("ideogram: status 502")),
                row(503, "{}", new Failure.Unavailable("ideogram: status 503")),
                row(504, "{}", new Failure.Uncertain("ideogram: status 504")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"is_image_safe\": false, \"url\": null, \"seed\": 1} | ContentRefused",
                "{\"is_image_safe\": false, \"url\": \"\", \"seed\": 1} | ContentRefused",
                "{\"is_image_safe\": true, \"url\": null, \"seed\": 1} | MalformedReply",
                "{\"is_image_safe\": true, \"url\": \"http://10.0.0.1/x.png\", \"seed\": 1} | MalformedReply",
            })
    void readsWhatHidesInASuccess(String picture, String failure) throws InterruptedException {
        vendor.on(submitRoute(), json(200, "{\"data\": [%s]}".formatted(picture)));

        assertThat(failure(provider().submit(job(), (_, _) -> {})).getClass().getSimpleName())
                .isEqualTo(failure);
    }

    @Test
    void givesThePicturesThatPassTheSafetyCheck() throws InterruptedException {
        vendor.on(submitRoute(), json(200, """
                {"data": [{"is_image_safe": false, "url": null, "seed": 1},
                          {"is_image_safe": true, "url": "data:image/png;base64,AQ==", "seed": 2}]}"""));

        var done = provider().submit(job(), (_, _) -> {});

        assertThat(VendorRig.output(done)).containsExactly(1);
        assertThat(((Submission.Succeeded) done).details()).isEqualTo(Map.of("seed", "2"));
    }

    /** It is paid by then, so whoever asks again would pay again. */
    @Test
    void isUncertainOfAPictureThatDoesNotCome() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        outside.on("GET /out/1.png", json(503, ""));

        assertThat(failure(provider().submit(job(), (_, _) -> {}))).isInstanceOf(Failure.Uncertain.class);
        assertThat(vendor.heard(submitRoute())).hasSize(1);
    }

    @Test
    void isDoneWhenItAnswers() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        finishes();

        var done = provider().submit(job(), (_, _) -> {});

        assertThat(VendorRig.output(done)).isEqualTo(PICTURE);
        assertThat(((Submission.Succeeded) done).details()).isEqualTo(Map.of("seed", "12345"));
        assertThat(((Submission.Succeeded) done).costMicros()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"descriptions\": [{\"text\": \"a fox\"}]} | a fox",
                "{\"descriptions\": [{\"text\": \"a fox\"}, {\"text\": \" \"}, {\"text\": \"an animal\"}]} | a fox--an animal",
            })
    void describes(String answer, String text) throws InterruptedException {
        vendor.on("POST /describe", json(200, answer));
        var job = VendorRig.job("ideogram-v3", Capability.DESCRIBE, "{\"image\": \"object://1\"}", PICTURE);

        assertThat(VendorRig.output(provider().submit(job, (_, _) -> {})))
                .asString()
                .isEqualTo(text.replace("--", "\n\n"));
    }

    @Test
    void wantsADescription() throws InterruptedException {
        vendor.on("POST /describe", json(200, "{\"descriptions\": []}"));
        var job = VendorRig.job("ideogram-v3", Capability.DESCRIBE, "{\"image\": \"object://1\"}", PICTURE);

        assertThat(failure(provider().submit(job, (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void hasOneModel() throws InterruptedException {
        assertThat(failure(provider().submit(Jobs.at("ideogram-v2", job()), (_, _) -> {})))
                .isInstanceOf(Failure.ModelNotFound.class);
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("GET /models", json(200, "{}"), json(401, ""));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }
}
