package dev.atelier.connectors.google;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Google's Gemini models. */
class GoogleTest extends VendorContract {
    private static final String DATA = Base64.getEncoder().encodeToString(PICTURE);

    @Override
    protected ProviderFactory factory() {
        return new GoogleFactory();
    }

    @Override
    protected String base() {
        return "/v1beta";
    }

    @Override
    protected Job job() {
        return job(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "aspect_ratio": "16:9", "image_size": "2K", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v1beta/models/gemini-2.5-flash-image:generateContent";
    }

    @Override
    protected boolean synchronous() {
        return true;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, answer("""
                {"text": "Here it is."}, {"inlineData": {"mimeType": "image/png", "data": "%s"}}""".formatted(DATA)));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("x-goog-api-key")).isEqualTo(KEY);
        assertThat(request.getUrl().toString()).doesNotContain(KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        var key = new Failure.AccountRefused("google refuses the credentials of the account: 400.");
        return Stream.of(
                row(
                        400,
                        error("INVALID_ARGUMENT", "Invalid value at 'generation_config.seed'", ""),
                        new Failure.InvalidRequest(
                                "google: Invalid value at 'generation_config.seed'", Optional.empty())),
                row(400, error("INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", ""), key),
                row(400, error("INVALID_ARGUMENT", "Bad.", "{\"reason\": \"API_KEY_INVALID\"}"), key),
                row(400, error("FAILED_PRECONDITION", "User location is not supported.", ""), key),
                row(
                        403,
                        error("PERMISSION_DENIED", "No.", ""),
                        new Failure.AccountRefused("google refuses the credentials of the account: 403.")),
                row(
                        404,
                        error("NOT_FOUND", "models/x is not found", ""),
                        new Failure.ModelNotFound("google: models/x is not found")),
                row(
                        429,
                        error("RESOURCE_EXHAUSTED", "Quota.", "{\"retryDelay\": \"13.5s\"}"),
                        new Failure.Throttled("google: Quota.", Optional.of(Duration.ofMillis(13_500)))),
                row(
                        429,
                        error("RESOURCE_EXHAUSTED", "Quota.", "{\"retryDelay\": \"soon\"}"),
                        new Failure.Throttled("google: Quota.", Optional.empty())),
                row(500, error("INTERNAL", "Oops.", ""), new Failure.Unavailable("google: Oops.")),
                row(502, "<html>", new Failure.Uncertain("google: status 502")),
                row(503, error("UNAVAILABLE", "Overloaded.", ""), new Failure.Unavailable("google: Overloaded.")),
                row(504, error("DEADLINE_EXCEEDED", "Late.", ""), new Failure.Uncertain("google: Late.")));
    }

    @Test
    void asksForAPicture() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        assertThat(body()).isEqualTo(Json.MAPPER.readTree("""
                {"contents": [{"role": "user", "parts": [{"text": "a red fox in the snow"}]}],
                 "generationConfig": {"responseModalities": ["TEXT", "IMAGE"],
                   "imageConfig": {"aspectRatio": "16:9", "imageSize": "2K"}, "seed": 7}}"""));
        assertThat(done.metrics()).isEqualTo(Map.of("promptTokenCount", 9.0, "totalTokenCount", 1299.0));
        assertThat(done.details()).isEqualTo(Map.of("version", "gemini-2.5-flash-image"));
        assertThat(done.costMicros()).isEmpty();
    }

    @Test
    void sendsPicturesAsParts() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        outside.on("GET /in.png", bytes(PICTURE));

        provider().submit(job(Capability.EDIT, """
                {"prompt": "at night", "image": ["object://1", "%s"], "system": "Be bold.", "temperature": 0.5,
                 "safety_settings": [{"category": "C", "threshold": "T"}], "generation_config": {"mediaResolution": "M"}}""".formatted(outside.url("/in.png"))), (_, _) -> {});

        assertThat(body()).isEqualTo(Json.MAPPER.readTree("""
                {"contents": [{"role": "user", "parts": [{"text": "at night"},
                   {"inlineData": {"mimeType": "image/png", "data": "%s"}},
                   {"inlineData": {"mimeType": "image/png", "data": "%s"}}]}],
                 "systemInstruction": {"parts": [{"text": "Be bold."}]},
                 "safetySettings": [{"category": "C", "threshold": "T"}],
                 "generationConfig": {"mediaResolution": "M", "responseModalities": ["TEXT", "IMAGE"], "temperature": 0.5}}""".formatted(DATA, DATA)));
    }

    @Test
    void extractsByTheSchema() throws InterruptedException {
        vendor.on(
                submitRoute(),
                json(
                        200,
                        answer(
                                "{\"text\": \"Hm.\", \"thought\": true}, {\"text\": \"{\\\"a\\\":\"}, {\"text\": \" 1}\"}")));

        var done = (Submission.Succeeded) provider().submit(job(Capability.EXTRACT, """
                {"image": "object://1", "schema": {"type": "object", "properties": {"a": {"type": "integer"}}},
                 "max_output_tokens": 100}"""), (_, _) -> {});

        assertThat(new String(content(done.outputs().getFirst().content()), UTF_8))
                .isEqualTo("{\"a\": 1}");
        assertThat(body().path("generationConfig")).isEqualTo(Json.MAPPER.readTree("""
                {"responseMimeType": "application/json", "maxOutputTokens": 100, "responseJsonSchema": {
                  "type": "object", "properties": {"a": {"type": ["integer", "null"]}},
                  "required": ["a"], "additionalProperties": false}}"""));
    }

    @Test
    void tellsTheModelWhatWasWrongWithItsLastAnswer() throws InterruptedException {
        vendor.on(submitRoute(), json(200, answer("{\"text\": \"{}\"}")));
        var first = job(Capability.EXTRACT, "{\"prompt\": \"x\", \"schema\": {\"type\": \"object\"}}");

        provider().submit(Jobs.corrected(first, "[]", "", "array found, object expected"), (_, _) -> {});

        var contents = body().path("contents");
        assertThat(contents.valueStream().map(content -> content.path("role").asString()))
                .containsExactly("user", "model", "user");
        assertThat(contents.at("/1/parts/0/text").asString()).isEqualTo("[]");
        assertThat(contents.at("/2/parts/0/text").asString()).contains("array found, object expected");
    }

    @Test
    void describesInWords() throws InterruptedException {
        vendor.on(submitRoute(), json(200, answer("{\"text\": \"A fox.\"}")));

        var done = (Submission.Succeeded) provider().submit(job(Capability.DESCRIBE, """
                {"image": "object://1"}"""), (_, _) -> {});

        assertThat(new String(content(done.outputs().getFirst().content()), UTF_8))
                .isEqualTo("A fox.");
        assertThat(body().at("/contents/0/parts/0/text").asString()).isEqualTo("Describe this.");
    }

    @Test
    void doesNotTakeAThoughtForThePicture() throws InterruptedException {
        vendor.on(submitRoute(), json(200, answer("""
                {"thought": true, "inlineData": {"mimeType": "image/png", "data": "AQI="}},
                {"inlineData": {"mimeType": "image/png", "data": "%s"}}""".formatted(DATA))));

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        assertThat(done.outputs())
                .singleElement()
                .satisfies(output -> assertThat(content(output.content())).isEqualTo(PICTURE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"promptFeedback\": {\"blockReason\": \"PROHIBITED_CONTENT\"}} | ContentRefused",
                "{\"promptFeedback\": {\"blockReason\": \"a red fox\"}} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"SAFETY\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"RECITATION\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"BLOCKLIST\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"PROHIBITED_CONTENT\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"SPII\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"IMAGE_SAFETY\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"IMAGE_PROHIBITED_CONTENT\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"IMAGE_RECITATION\"}]} | ContentRefused",
                "{\"candidates\": [{\"finishReason\": \"IMAGE_OTHER\"}]} | ProviderFailed",
                "{\"candidates\": [{\"finishReason\": \"NO_IMAGE\"}]} | ProviderFailed",
                "{\"candidates\": [{\"finishReason\": \"MAX_TOKENS\"}]} | ProviderFailed",
                "{\"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": [{\"text\": \"No.\"}]}}]} | ProviderFailed",
                "{\"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": []}}]} | MalformedReply",
                "{\"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": [{\"inlineData\": {\"data\": \"\"}}]}}]} | MalformedReply",
            })
    void readsEachEnding(String body, String failure) throws InterruptedException {
        vendor.on(submitRoute(), json(200, body));

        var ended = failure(provider().submit(job(), (_, _) -> {}));

        assertThat(ended.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(ended.detail()).doesNotContain("red fox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT_TO_IMAGE | {} | input.prompt must be given",
                "EDIT | {\"prompt\": \"x\"} | input.image must be given",
                "DESCRIBE | {} | input.image or a prompt must be given",
                "EXTRACT | {\"prompt\": \"x\"} | input.schema must be given",
                "TEXT_TO_IMAGE | {\"prompt\": \"x\", \"seed\": 1.5} | input.seed must be a whole number from -2147483648 to 2147483647, but was 1.5",
                "EXTRACT | {\"prompt\": \"x\", \"schema\": {}, \"aspect_ratio\": \"1:1\"} | input.aspect_ratio is not known",
            })
    void refusesWhatItCannotAskFor(Capability capability, String parameters, String detail)
            throws InterruptedException {
        assertThat(failure(provider().submit(job(capability, parameters), (_, _) -> {})))
                .isInstanceOfSatisfying(
                        Failure.InvalidRequest.class,
                        refused -> assertThat(refused.detail()).startsWith(detail));
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void keepsNoJobs() throws InterruptedException {
        assertThat(provider().repeatable()).isFalse();
        assertThat(failure(provider().check(job(), "p1", (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on(
                "GET /v1beta/models",
                json(200, "{}"),
                json(400, error("INVALID_ARGUMENT", "API key not valid.", "")),
                json(500, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.Unavailable.class);
    }

    private static Job job(Capability capability, String parameters) {
        return Jobs.at(
                "gemini-2.5-flash-image",
                Jobs.of(capability, parameters, 1, (_, _) -> new InputFile.Read("image/png", PICTURE)));
    }

    private JsonNode body() {
        return Json.MAPPER.readTree(
                vendor.heard(submitRoute()).getFirst().getBody().utf8());
    }

    private static String answer(String parts) {
        return """
                {"candidates": [{"content": {"role": "model", "parts": [%s]}, "finishReason": "STOP", "index": 0}],
                 "usageMetadata": {"promptTokenCount": 9, "totalTokenCount": 1299, "promptTokensDetails": []},
                 "modelVersion": "gemini-2.5-flash-image", "responseId": "r1"}""".formatted(parts);
    }

    private static String error(String status, String message, String details) {
        return "{\"error\": {\"code\": 1, \"message\": \"%s\", \"status\": \"%s\", \"details\": [%s]}}"
                .formatted(message, status, details);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }
}
