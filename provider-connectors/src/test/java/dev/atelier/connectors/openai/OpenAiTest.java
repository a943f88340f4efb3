package dev.atelier.connectors.openai;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
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
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** OpenAI's images. */
class OpenAiTest extends VendorContract {
    private static final String EDITS = "POST /v1/images/edits";

    @Override
    protected ProviderFactory factory() {
        return new OpenAiFactory();
    }

    @Override
    protected String base() {
        return "/v1";
    }

    @Override
    protected Job job() {
        return Jobs.at("gpt-image-1", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "size": "1024x1024", "n": 2}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v1/images/generations";
    }

    @Override
    protected boolean synchronous() {
        return true;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, answer("{\"b64_json\": \"%s\"}".formatted(base64(PICTURE))));
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
                        error(
                                "Your request was rejected by the safety system.",
                                "image_generation_user_error",
                                "\"moderation_blocked\"",
                                "null"),
                        new Failure.ContentRefused("openai: Your request was rejected by the safety system.")),
                row(
                        400,
                        error("Rejected.", "invalid_request_error", "\"content_policy_violation\"", "null"),
                        new Failure.ContentRefused("openai: Rejected.")),
                row(
                        400,
                        error("Invalid value: '3x3'.", "invalid_request_error", "\"invalid_value\"", "\"size\""),
                        new Failure.InvalidRequest("openai: Invalid value: '3x3'.", Optional.of("input.size"))),
                row(
                        400,
                        error("Unknown parameter.", "invalid_request_error", "null", "\"steps\""),
                        new Failure.InvalidRequest("openai: Unknown parameter.", Optional.empty())),
                row(
                        400,
                        error("Limit.", "invalid_request_error", "\"billing_hard_limit_reached\"", "null"),
                        new Failure.AccountRefused("openai wants the account to be paid up.")),
                row(
                        401,
                        error(
                                "Incorrect API key provided: sk-x.",
                                "invalid_request_error",
                                "\"invalid_api_key\"",
                                "null"),
                        new Failure.AccountRefused("openai refuses the credentials of the account: 401.")),
                row(
                        403,
                        error("Not in this country.", "x", "\"unsupported_country\"", "null"),
                        new Failure.AccountRefused("openai refuses the credentials of the account: 403.")),
                row(
                        404,
                        error(
                                "The model 'x' does not exist",
                                "invalid_request_error",
                                "\"model_not_found\"",
                                "\"model\""),
                        new Failure.ModelNotFound("openai: The model 'x' does not exist")),
                row(408, "{}", new Failure.Uncertain("openai: status 408")),
                row(409, "{}", new Failure.Unavailable("openai: status 409")),
                row(422, "{\"detail\": \"no\"}", new Failure.InvalidRequest("openai: no", Optional.empty())),
                new Row(
                        "429 in milliseconds",
                        new MockResponse(
                                429,
                                Headers.of("retry-after-ms", "1500"),
                                error("Rate limit reached.", "requests", "\"rate_limit_exceeded\"", "null")),
                        new Failure.Throttled("openai: Rate limit reached.", Optional.of(Duration.ofMillis(1500)))),
                row(
                        429,
                        error(
                                "You exceeded your current quota.",
                                "insufficient_quota",
                                "\"insufficient_quota\"",
                                "null"),
                        new Failure.AccountRefused("openai wants the account to be paid up.")),
                row(
                        429,
                        error("You exceeded your current quota.", "insufficient_quota", "null", "null"),
                        new Failure.AccountRefused("openai wants the account to be paid up.")),
                row(500, error("Oops.", "server_error", "null", "null"), new Failure.Unavailable("openai: Oops.")),
                row(502, "<html>", new Failure.Uncertain("openai: status 502")),
                row(503, "{\"error\": \"loading\"}", new Failure.Unavailable("openai: loading")),
                row(504, "{}", new Failure.Uncertain("openai: status 504")));
    }

    @Test
    void sendsTheParametersAsTheyAre() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        assertThat(body(submitRoute())).isEqualTo(Json.MAPPER.readTree("""
                {"model": "gpt-image-1", "prompt": "a red fox in the snow", "size": "1024x1024", "n": 2}"""));
    }

    @Test
    void bringsEachPictureWhereverItIs() throws InterruptedException {
        String elsewhere = outside.url("/out/1.png?sig=1").toString();
        outside.on("GET /out/1.png", bytes(PICTURE));
        vendor.on(submitRoute(), json(200, answer("""
                {"b64_json": "%s"}, {"url": "%s", "revised_prompt": "a very red fox"}\
                """.formatted(base64(PICTURE), elsewhere))));

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        assertThat(done.outputs())
                .hasSize(2)
                .allSatisfy(output -> assertThat(content(output.content())).isEqualTo(PICTURE));
        assertThat(outside.heard())
                .allSatisfy(request ->
                        assertThat(request.getHeaders().get("Authorization")).isNull());
    }

    @Test
    void tellsTokensAndWhatAutoBecameButNoPrompt() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        assertThat(done.metrics()).isEqualTo(Map.of("input_tokens", 12.0, "output_tokens", 1056.0));
        assertThat(done.details()).isEqualTo(Map.of("size", "1024x1024", "quality", "high"));
        assertThat(done.costMicros()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\": []}",
                "{\"data\": [{}]}",
                "{\"data\": [{\"b64_json\": \"!!\"}]}",
                "{\"data\": [{\"url\": \"http://10.0.0.1/x.png\"}]}",
            })
    void callsAnAnswerWithoutPicturesMalformed(String body) throws InterruptedException {
        vendor.on(submitRoute(), json(200, body));

        assertThat(failure(provider().submit(job(), (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void editsAPictureByAForm() throws InterruptedException {
        vendor.on(EDITS, accepted());

        var done = provider().submit(edit("""
                {"prompt": "at night", "image": "object://projects/demo/content/1",
                 "mask": "object://projects/demo/content/2", "n": 1, "quality": "high"}"""), (_, _) -> {});

        assertThat(done).isInstanceOf(Submission.Succeeded.class);
        var request = vendor.heard(EDITS).getFirst();
        assertThat(FormParts.texts(request))
                .containsExactlyInAnyOrder("model=gpt-image-1", "prompt=at night", "n=1", "quality=high");
        assertThat(FormParts.files(request)).containsExactly("image/image.png/image/png", "mask/mask.png/image/png");
        assertThat(FormParts.of(request))
                .filteredOn(part -> part.name().equals("image"))
                .singleElement()
                .satisfies(part -> assertThat(part.content()).isEqualTo(ByteString.of(PICTURE)));
    }

    @Test
    void editsSeveralPicturesAndFetchesThoseBehindUrls() throws InterruptedException {
        outside.on("GET /in.png", bytes(PICTURE));
        vendor.on(EDITS, accepted());

        provider().submit(edit("""
                {"prompt": "at night", "image": ["object://projects/demo/content/1", "%s"]}""".formatted(outside.url("/in.png"))), (_, _) -> {});

        assertThat(FormParts.files(vendor.heard(EDITS).getFirst()))
                .containsExactly("image[]/image.png/image/png", "image[]/image.png/image/png");
    }

    @Test
    void makesVariationsOfAPicture() throws InterruptedException {
        vendor.on("POST /v1/images/variations", accepted());

        provider().submit(Jobs.at("dall-e-2", Jobs.of(Capability.VARIATIONS, """
                        {"image": "object://projects/demo/content/1", "n": 2}""", 1, OpenAiTest::read)), (_, _) -> {});

        var request = vendor.heard("POST /v1/images/variations").getFirst();
        assertThat(FormParts.texts(request)).containsExactly("model=dall-e-2", "n=2");
        assertThat(FormParts.files(request)).containsExactly("image/image.png/image/png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\": \"x\"} | input.image must be given",
                "{\"image\": \"object://1\"} | input.prompt must be given",
                "{\"prompt\": \"x\", \"image\": \"nowhere\"} | input.image must be an object reference, a data URI or a URL",
                "{\"prompt\": \"x\", \"image\": 5} | input.image must be a reference to a file, or a list of them, but was 5",
                "{\"prompt\": \"x\", \"image\": \"object://1\", \"style\": {}} | input.style must be text, a number or a truth value",
                "{\"prompt\": \"x\", \"image\": \"object://1\", \"stream\": true} | input.stream is not supported, but was true",
            })
    void refusesWhatItCannotAskFor(String parameters, String detail) throws InterruptedException {
        assertThat(failure(provider().submit(edit(parameters), (_, _) -> {})))
                .isInstanceOfSatisfying(
                        Failure.InvalidRequest.class,
                        refused -> assertThat(refused.detail()).isEqualTo(detail));
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void keepsNoJobs() throws InterruptedException {
        assertThat(provider().repeatable()).isFalse();
        assertThat(failure(provider().check(job(), "p1", (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("GET /v1/models", json(200, "{}"), json(401, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    private JsonNode body(String route) {
        return Json.MAPPER.readTree(vendor.heard(route).getFirst().getBody().utf8());
    }

    private static Job edit(String parameters) {
        return Jobs.at("gpt-image-1", Jobs.of(Capability.EDIT, parameters, 1, OpenAiTest::read));
    }

    private static InputFile read(String field, String reference) {
        return new InputFile.Read("image/png", PICTURE);
    }

    private static String answer(String images) {
        return """
                {"created": 1, "data": [%s], "size": "1024x1024", "quality": "high",
                 "usage": {"input_tokens": 12, "output_tokens": 1056, "input_tokens_details": {"text_tokens": 12}}}\
                """.formatted(images);
    }

    private static String error(String message, String type, String code, String param) {
        return "{\"error\": {\"message\": \"%s\", \"type\": \"%s\", \"code\": %s, \"param\": %s}}"
                .formatted(message, type, code, param);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
