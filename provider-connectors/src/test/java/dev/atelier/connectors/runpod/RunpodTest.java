package dev.atelier.connectors.runpod;

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
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RunPod's serverless jobs. */
class RunpodTest extends VendorContract {
    private static final String QUESTION = "GET /v2/abc123/status/j1";

    @Override
    protected ProviderFactory factory() {
        return new RunpodFactory();
    }

    @Override
    protected String base() {
        return "/v2";
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("execution-timeout", "PT3M", "probe-endpoint", "abc123");
    }

    @Override
    protected Job job() {
        return Jobs.at("abc123", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v2/abc123/run";
    }

    @Override
    protected String questionRoute() {
        return QUESTION;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, answer("IN_QUEUE", ""));
    }

    @Override
    protected void finishes() {
        vendor.on(
                QUESTION,
                json(200, answer("IN_PROGRESS", ", \"output\": \" 45%|████▌ | 9/20\"")),
                json(200, answer("COMPLETED", """
                        , "delayTime": 824, "executionTime": 3391, "output": {"image_url": "%s"}\
                        """.formatted(outside.url("/out/1.png")))));
        outside.on("GET /out/1.png", bytes(PICTURE));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(400, "{\"error\": \"bad\"}", new Failure.InvalidRequest("runpod: bad", Optional.empty())),
                row(401, "", new Failure.AccountRefused("runpod refuses the credentials of the account: 401.")),
                row(402, "", new Failure.AccountRefused("runpod wants the account to be paid up.")),
                row(404, "{}", new Failure.ModelNotFound("runpod: status 404")),
                row(413, "{}", new Failure.InvalidRequest("runpod: status 413", Optional.empty())),
                row(429, "{}", new Failure.Throttled("runpod: status 429", Optional.empty())),
                row(500, "{}", new Failure.Uncertain("runpod: status 500")),
                row(502, "<html>", new Failure.Uncertain("runpod: status 502")),
                row(503, "{}", new Failure.Unavailable("runpod: status 503")),
                row(504, "{}", new Failure.Uncertain("runpod: status 504")));
    }

    @Test
    void asksToBeCalledWhenItIsDone() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider(CALLBACKS).submit(job(), (_, _) -> {});

        assertThat(Json.MAPPER
                        .readTree(
                                vendor.heard(submitRoute()).getFirst().getBody().utf8())
                        .path("webhook")
                        .asString())
                .isEqualTo(CALLBACKS.url("runpod", Jobs.GENERATION));
    }

    @Test
    void sendsTheParametersAsTheInput() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        var request = vendor.heard(submitRoute()).getFirst();
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(Json.MAPPER.readTree(request.getBody().utf8())).isEqualTo(Json.MAPPER.readTree("""
                {"input": {"prompt": "a red fox in the snow", "seed": 7}, "policy": {"executionTimeout": 180000}}"""));
    }

    @Test
    void tellsHowFarTheJobIsAndHowLongItTook() throws InterruptedException {
        finishes();
        List<Double> heard = new ArrayList<>();

        provider().check(job(), "j1", (fraction, _) -> heard.add(fraction));
        var done = (Submission.Succeeded) provider().check(job(), "j1", (fraction, _) -> heard.add(fraction));

        assertThat(heard).containsExactly(0.45);
        assertThat(done.metrics()).isEqualTo(Map.of("delayTime", 824.0, "executionTime", 3391.0));
        assertThat(done.costMicros()).isEmpty();
        assertThat(content(done.outputs().getFirst().content())).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAILED | , \"error\": \"CUDA out of memory\" | ProviderFailed | runpod: CUDA out of memory",
                "FAILED | , \"error\": \"NSFW content detected\" | ContentRefused | runpod: NSFW content detected",
                "FAILED | , \"error\": \"no: a red fox in the snow\" | ProviderFailed | runpod refused the request.",
                "FAILED | '' | ProviderFailed | runpod: failed",
                "CANCELLED | '' | ProviderFailed | runpod: the job was cancelled.",
                "TIMED_OUT | '' | ProviderFailed | runpod: the job took longer than it may.",
                "COMPLETED | , \"output\": {\"error\": \"no such scheduler\"} | ProviderFailed | runpod: no such scheduler",
                "COMPLETED | , \"output\": {\"error\": \"flagged as nsfw\"} | ContentRefused | runpod: flagged as nsfw",
                "COMPLETED | , \"output\": null | MalformedReply | runpod's job has no file in its output.",
                "COMPLETED | , \"output\": \"http://10.0.0.1/x.png\" | MalformedReply | An output is said to be at a host that has no public address.",
                "DREAMING | '' | MalformedReply | runpod answered with something that is no job.",
            })
    void readsEachEnding(String status, String rest, String failure, String detail) throws InterruptedException {
        vendor.on(QUESTION, json(200, answer(status, rest)));

        var found = failure(provider().check(job(), "j1", (_, _) -> {}));

        assertThat(found.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(found.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": \"a fox\"} | {\"text\":\"a fox\"}",
                "\"a fox\" | a fox",
                "[\"a \", \"fox\"] | a fox",
            })
    void readsWhatAModelWrote(String output, String written) throws InterruptedException {
        vendor.on(QUESTION, json(200, answer("COMPLETED", ", \"output\": " + output)));
        var job = Jobs.at("abc123", Capability.DESCRIBE, "{}");

        assertThat(VendorRig.output(provider().check(job, "j1", (_, _) -> {})))
                .asString()
                .isEqualTo(written);
    }

    @Test
    void wantsWordsOfAModelThatWrites() throws InterruptedException {
        vendor.on(QUESTION, json(200, answer("COMPLETED", "")));

        assertThat(failure(provider().check(Jobs.at("abc123", Capability.DESCRIBE, "{}"), "j1", (_, _) -> {})))
                .isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void putsFilesInTheRequestAsTheirNamesSay() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        var job = VendorRig.job("abc123", Capability.IMAGE_TO_IMAGE, """
                {"image": "object://1", "image_base64": "object://1", "images_b64": ["object://1"],
                 "url": "https://x.test/1.png"}""", new byte[] {1, 2, 3});

        provider().submit(job, (_, _) -> {});

        assertThat(Json.MAPPER
                        .readTree(
                                vendor.heard(submitRoute()).getFirst().getBody().utf8())
                        .path("input"))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"image": "data:image/png;base64,AQID", "image_base64": "AQID", "images_b64": ["AQID"],
                         "url": "https://x.test/1.png"}"""));
    }

    @Test
    void refusesWhatIsTooLargeToSend() throws InterruptedException {
        var job =
                VendorRig.job("abc123", Capability.IMAGE_TO_IMAGE, "{\"image\": \"object://1\"}", new byte[7_500_000]);

        assertThat(failure(provider().submit(job, (_, _) -> {})))
                .isInstanceOfSatisfying(
                        Failure.InvalidRequest.class,
                        invalid -> assertThat(invalid.detail()).contains("at most 10000000 bytes, but it has 1000"));
        assertThat(vendor.heard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../x", "a?b", "a b"})
    void knowsWhatCanBeNoEndpoint(String endpoint) throws InterruptedException {
        var job = Jobs.at(endpoint, job());

        assertThat(failure(provider().submit(job, (_, _) -> {}))).isInstanceOf(Failure.ModelNotFound.class);
        assertThat(failure(provider().check(job, "j1", (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void cancelsAtTheVendor() throws InterruptedException {
        vendor.on("POST /v2/abc123/cancel/j1", json(200, answer("CANCELLED", "")));

        provider().cancel(job(), "j1");

        assertThat(vendor.heard("POST /v2/abc123/cancel/j1")).hasSize(1);
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("GET /v2/abc123/health", json(200, "{}"), json(401, ""));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }

    private static String answer(String status, String rest) {
        return "{\"id\": \"j1\", \"status\": \"%s\"%s}".formatted(status, rest);
    }
}
