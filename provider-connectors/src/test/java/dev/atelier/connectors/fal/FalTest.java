package dev.atelier.connectors.fal;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** fal's queue: what is sent, and what each answer to a submit and to a question for the status means. */
class FalTest extends VendorContract {
    private static final String STATUS = "GET /fal-ai/flux/requests/r1/status";
    private static final String RESULT = "GET /fal-ai/flux/requests/r1";

    @Override
    protected ProviderFactory factory() {
        return new FalFactory();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("priority", "low", "keep-outputs", "PT2H");
    }

    @Override
    protected Job job() {
        return Jobs.at("fal-ai/flux/dev", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /fal-ai/flux/dev";
    }

    @Override
    protected String questionRoute() {
        return STATUS;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, """
                {"request_id": "r1", "status": "IN_QUEUE", "queue_position": 1, "status_url": "https://evil.test/s",
                 "response_url": "https://evil.test/r", "cancel_url": "https://evil.test/c"}""");
    }

    @Override
    protected void finishes() {
        vendor.on(STATUS, json(200, "{\"status\": \"IN_QUEUE\"}"), json(200, """
                {"status": "COMPLETED", "metrics": {"inference_time": 3.4}}"""));
        vendor.on(RESULT, new MockResponse(200, Headers.of("x-fal-billable-units", "2.5"), """
                        {"images": [{"url": "%s", "width": 8, "height": 8}], "seed": 18446744073709551615,
                         "prompt": "a red fox in the snow", "has_nsfw_concepts": [false]}""".formatted(
                        outside.url("/out/1.png"))));
        outside.on("GET /out/1.png", bytes(PICTURE));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Key " + KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(400, "{\"detail\": \"bad\"}", new Failure.InvalidRequest("fal: bad", Optional.empty())),
                row(
                        401,
                        "{\"detail\": \"invalid key credentials\"}",
                        new Failure.AccountRefused("fal refuses the credentials of the account: 401.")),
                row(
                        403,
                        "{\"detail\": \"User is locked.\"}",
                        new Failure.AccountRefused("fal refuses the credentials of the account: 403.")),
                row(404, "{\"detail\": \"App not found\"}", new Failure.ModelNotFound("fal: App not found")),
                row(422, """
                        {"detail": [{"loc": ["body", "seed"], "msg": "must be whole", "type": "int_type"}]}""", new Failure.InvalidRequest("fal: seed: must be whole", Optional.of("input.seed"))),
                row(422, """
                        {"detail": [{"loc": ["body", "prompt"], "msg": "flagged", "type": "content_policy_violation"}]}""", new Failure.ContentRefused("fal: prompt: flagged")),
                row(429, """
                        {"detail": [{"loc": ["body"], "msg": "limit", "type": "concurrent_requests_limit"}]}""", new Failure.Throttled("fal: limit", Optional.empty())),
                row(499, "{}", new Failure.Uncertain("fal: status 499")),
                row(500, "{}", new Failure.Uncertain("fal: status 500")),
                row(502, "<html>", new Failure.Uncertain("fal: status 502")),
                row(503, "{}", new Failure.Unavailable("fal: status 503")),
                row(504, "{}", new Failure.Uncertain("fal: status 504")));
    }

    @Test
    void asksToBeCalledWhenItIsDone() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider(CALLBACKS).submit(job(), (_, _) -> {});

        assertThat(vendor.heard(submitRoute()).getFirst().getUrl().queryParameter("fal_webhook"))
                .isEqualTo(CALLBACKS.url("fal", Jobs.GENERATION));
    }

    @Test
    void sendsTheParametersAsTheyAre() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        var request = vendor.heard(submitRoute()).getFirst();
        assertThat(Json.MAPPER.readTree(request.getBody().utf8())).isEqualTo(job().parameters());
        assertThat(request.getHeaders().get("X-Fal-No-Retry")).isEqualTo("1");
        assertThat(request.getHeaders().get("X-Fal-Queue-Priority")).isEqualTo("low");
        assertThat(request.getHeaders().get("X-Fal-Object-Lifecycle-Preference"))
                .isEqualTo("{\"expiration_duration_seconds\": 7200}");
        assertThat(request.getHeaders().get("X-Fal-Request-Timeout")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT1H, 3600", "PT-1M, 2"})
    void doesNotStartWhatWouldBeTooLate(Duration left, int most) throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(until(Instant.now().plus(left)), (_, _) -> {});

        assertThat(vendor.heard(submitRoute()).getFirst().getHeaders().get("X-Fal-Request-Timeout"))
                .satisfies(seconds -> assertThat(Long.parseLong(seconds)).isBetween(most - most / 10L, (long) most));
    }

    @ParameterizedTest
    @CsvSource({
        "fal-ai/fast-sdxl, /fal-ai/fast-sdxl, /fal-ai/fast-sdxl",
        "fal-ai/kling-video/v2/pro, /fal-ai/kling-video/v2/pro, /fal-ai/kling-video",
        "workflows/me/flow/fast, /workflows/me/flow/fast, /workflows/me/flow",
        "comfy/me/graph, /comfy/me/graph, /comfy/me/graph",
    })
    void submitsToTheEndpointAndAsksTheApp(String model, String endpoint, String app) throws InterruptedException {
        vendor.on("POST " + endpoint, accepted());
        vendor.on("GET %s/requests/r1/status".formatted(app), json(200, "{\"status\": \"IN_QUEUE\"}"));
        var job = Jobs.at(model, job());

        var pending = (Submission.Pending) provider().submit(job, (_, _) -> {});

        assertThat(provider().check(job, pending.providerRequestId(), (_, _) -> {}))
                .isEqualTo(pending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flux", "fal-ai//dev", "fal-ai/../x", "fal-ai/flux?x=1", "workflows/me", "/fal-ai/flux"})
    void knowsWhatCanBeNoModel(String model) throws InterruptedException {
        var job = Jobs.at(model, job());

        assertThat(failure(provider().submit(job, (_, _) -> {}))).isInstanceOf(Failure.ModelNotFound.class);
        assertThat(failure(provider().check(job, "r1", (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void tellsHowFarTheRequestIsAndWhatItUsed() throws InterruptedException {
        finishes();
        vendor.on(STATUS, json(200, """
                {"status": "IN_PROGRESS", "logs": [{"message": "loading"}, {"message": " 45%|████▌ | 9/20"}]}"""), json(200, """
                {"status": "COMPLETED", "metrics": {"inference_time": 3.4}}"""));
        List<Double> heard = new ArrayList<>();

        provider().check(job(), "r1", (fraction, _) -> heard.add(fraction));
        var done = (Submission.Succeeded) provider().check(job(), "r1", (fraction, _) -> heard.add(fraction));

        assertThat(heard).containsExactly(0.45);
        assertThat(done.metrics()).isEqualTo(Map.of("inference_time", 3.4, "billable_units", 2.5));
        assertThat(done.details()).isEqualTo(Map.of("seed", "18446744073709551615"));
        assertThat(done.costMicros()).isEmpty();
        assertThat(content(done.outputs().getFirst().content())).isEqualTo(PICTURE);
    }

    @Test
    void cancelsAtTheVendor() throws InterruptedException {
        vendor.on("PUT /fal-ai/flux/requests/r1/cancel", json(202, "{\"status\": \"CANCELLATION_REQUESTED\"}"));

        provider().cancel(job(), "r1");

        assertThat(vendor.heard("PUT /fal-ai/flux/requests/r1/cancel")).hasSize(1);
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("POST /storage/upload/initiate", json(200, "{}"), json(401, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    private Job until(Instant deadline) {
        var job = job();
        return new Job(
                job.generationId(),
                job.project(),
                job.account(),
                job.model(),
                job.providerModel(),
                job.capability(),
                job.parameters(),
                job.attempt(),
                Optional.of(deadline),
                job.inputs(),
                job.claim());
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }
}
