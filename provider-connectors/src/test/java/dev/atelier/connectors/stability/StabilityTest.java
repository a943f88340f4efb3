package dev.atelier.connectors.stability;

import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.FormParts;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stability's picture endpoints, which answer at once. */
class StabilityTest extends VendorContract {
    @Override
    protected ProviderFactory factory() {
        return new StabilityFactory();
    }

    @Override
    protected Job job() {
        return Jobs.at("generate/core", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "aspect_ratio": "16:9", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v2beta/stable-image/generate/core";
    }

    @Override
    protected boolean synchronous() {
        return true;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, picture("image", "SUCCESS"));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(
                        400,
                        error("bad_request", "some-field: is required"),
                        new Failure.InvalidRequest("stability: some-field: is required", Optional.empty())),
                row(
                        401,
                        error("unauthorized", "authorization: invalid"),
                        new Failure.AccountRefused("stability refuses the credentials of the account: 401.")),
                row(
                        402,
                        error("payment_required", "No credits."),
                        new Failure.AccountRefused("stability wants the account to be paid up.")),
                row(
                        403,
                        error("content_moderation", "Your request was flagged."),
                        new Failure.ContentRefused("stability: Your request was flagged.")),
                row(
                        403,
                        error("forbidden", "No."),
                        new Failure.AccountRefused("stability refuses the credentials of the account: 403.")),
                row(404, error("not_found", "No such thing."), new Failure.ModelNotFound("stability: No such thing.")),
                row(
                        413,
                        error("payload_too_large", "At most 10 MiB."),
                        new Failure.InvalidRequest("stability: At most 10 MiB.", Optional.empty())),
                row(
                        422,
                        error("invalid_language", "English only."),
                        new Failure.InvalidRequest("stability: English only.", Optional.empty())),
                row(
                        422,
                        error("public_figure", "Nobody famous."),
                        new Failure.ContentRefused("stability: Nobody famous.")),
                row(
                        429,
                        error("rate_limit_exceeded", "150 in 10 s."),
                        new Failure.Throttled("stability: 150 in 10 s.", Optional.of(Duration.ofMinutes(1)))),
                new Row(
                        "429 with a time",
                        new MockResponse(429, Headers.of("Retry-After", "5"), "{}"),
                        new Failure.Throttled("stability: status 429", Optional.of(Duration.ofSeconds(5)))),
                row(500, error("internal_error", "Oops."), new Failure.Unavailable("stability: Oops.")),
                row(502, "<html>", new Failure.Uncertain("stability: status 502")),
                row(503, "{}", new Failure.Unavailable("stability: status 503")),
                row(504, "{}", new Failure.Uncertain("stability: status 504")));
    }

    @Test
    void sendsTheParametersAsAFormAndAsksForJson() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        var request = vendor.heard(submitRoute()).getFirst();
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
        assertThat(FormParts.texts(request))
                .containsExactly("prompt=a red fox in the snow", "aspect_ratio=16:9", "seed=7");
        assertThat(done.details()).isEqualTo(Map.of("seed", "4294967294"));
        assertThat(done.costMicros()).isEmpty();
    }

    @Test
    void sendsPicturesAsFiles() throws InterruptedException {
        vendor.on("POST /v2beta/stable-image/edit/inpaint", accepted());

        provider().submit(job("edit/inpaint", Capability.EDIT, """
                {"prompt": "a hat", "image": "object://1", "mask": "object://2", "grow_mask": 5}"""), (_, _) -> {});

        var request = vendor.heard("POST /v2beta/stable-image/edit/inpaint").getFirst();
        assertThat(FormParts.texts(request)).containsExactly("prompt=a hat", "grow_mask=5");
        assertThat(FormParts.files(request)).containsExactly("image/image.png/image/png", "mask/mask.png/image/png");
    }

    @Test
    void saysThatThereIsAPictureToBeginFromWhereThatHasToBeSaid() throws InterruptedException {
        vendor.on("POST /v2beta/stable-image/generate/sd3", accepted());

        provider().submit(job("generate/sd3", Capability.IMAGE_TO_IMAGE, """
                {"prompt": "at night", "image": "object://1", "strength": 0.6, "model": "sd3.5-large"}"""), (_, _) -> {});

        assertThat(FormParts.texts(
                        vendor.heard("POST /v2beta/stable-image/generate/sd3").getFirst()))
                .containsExactlyInAnyOrder(
                        "mode=image-to-image", "prompt=at night", "strength=0.6", "model=sd3.5-large");
    }

    @ParameterizedTest
    @CsvSource({"CONTENT_FILTERED, ContentRefused", "ERROR, ProviderFailed"})
    void readsTheRefusalInASuccess(String reason, String failure) throws InterruptedException {
        vendor.on(submitRoute(), json(200, picture("image", reason)));

        assertThat(failure(provider().submit(job(), (_, _) -> {})).getClass().getSimpleName())
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generate/core | TEXT_TO_IMAGE | {} | input.prompt must be given",
                "edit/erase | EDIT | {\"prompt\": \"x\"} | input.image must be given",
                "generate/core | TEXT_TO_IMAGE | {\"prompt\": \"x\", \"more\": []} | input.more must be text, a number or a truth value",
                "../v1/x | TEXT_TO_IMAGE | {\"prompt\": \"x\"} | stability has its models under names such as generate/core.",
            })
    void refusesWhatItCannotAskFor(String model, Capability capability, String parameters, String detail)
            throws InterruptedException {
        assertThat(failure(provider().submit(job(model, capability, parameters), (_, _) -> {}))
                        .detail())
                .isEqualTo(detail);
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("GET /v1/user/balance", json(200, "{\"credits\": 3}"), json(401, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    static Job job(String model, Capability capability, String parameters) {
        return Jobs.at(model, Jobs.of(capability, parameters, 1, (_, _) -> new InputFile.Read("image/png", PICTURE)));
    }

    static String picture(String field, String reason) {
        return "{\"%s\": \"%s\", \"finish_reason\": \"%s\", \"seed\": 4294967294}"
                .formatted(field, Base64.getEncoder().encodeToString(PICTURE), reason);
    }

    static String error(String name, String said) {
        return "{\"id\": \"e1\", \"name\": \"%s\", \"errors\": [\"%s\"]}".formatted(name, said);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }
}
