package dev.atelier.connectors.bfl;

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

/** The tasks of Black Forest Labs. */
class BflTest extends VendorContract {
    private static final String QUESTION = "GET /v1/get_result";

    private Map<String, String> settings = Map.of();

    @Override
    protected ProviderFactory factory() {
        return new BflFactory();
    }

    @Override
    protected Map<String, String> settings() {
        return settings;
    }

    @Override
    protected Job job() {
        return Jobs.at("flux-2-pro", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v1/flux-2-pro";
    }

    @Override
    protected String questionRoute() {
        return QUESTION;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, """
                {"id": "t-1", "polling_url": "https://api.us1.bfl.ai/v1/get_result?id=t-1", "cost": 4.5, "output_mp": 1}""");
    }

    @Override
    protected void finishes() {
        vendor.on(
                QUESTION,
                json(200, "{\"id\": \"t-1\", \"status\": \"Pending\", \"progress\": 0.25}"),
                json(200, """
                {"id": "t-1", "status": "Ready", "result": {"sample": "%s", "seed": 7, "duration": 2.5,
                 "prompt": "a red fox in the snow"}}""".formatted(outside.url("/out/1.png"))));
        outside.on("GET /out/1.png", bytes(PICTURE));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("x-key")).isEqualTo(KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(400, "{\"detail\": \"bad\"}", new Failure.InvalidRequest("bfl: bad", Optional.empty())),
                row(
                        401,
                        "{\"detail\": \"Not authenticated\"}",
                        new Failure.AccountRefused("bfl refuses the credentials of the account: 401.")),
                row(402, "{}", new Failure.AccountRefused("bfl wants the account to be paid up.")),
                row(403, "{}", new Failure.AccountRefused("bfl refuses the credentials of the account: 403.")),
                row(404, "{\"detail\": \"Not Found\"}", new Failure.ModelNotFound("bfl: Not Found")),
                row(422, """
                        {"detail": [{"loc": ["body", "width"], "msg": "too small", "type": "ge"}]}""", new Failure.InvalidRequest("bfl: width: too small", Optional.of("input.width"))),
                row(
                        429,
                        "{\"error\": \"limit\", \"message\": \"Too many active tasks\"}",
                        new Failure.Throttled("bfl: Too many active tasks", Optional.empty())),
                row(500, "{}", new Failure.Uncertain("bfl: status 500")),
                row(502, "<html>", new Failure.Uncertain("bfl: status 502")),
                row(503, "{}", new Failure.Unavailable("bfl: status 503")),
                row(504, "{}", new Failure.Uncertain("bfl: status 504")));
    }

    @Test
    void sendsTheParametersAsTheyAre() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        assertThat(Json.MAPPER.readTree(
                        vendor.heard(submitRoute()).getFirst().getBody().utf8()))
                .isEqualTo(job().parameters());
    }

    @Test
    void asksForNoCallUnlessItIsWanted() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider(CALLBACKS).submit(job(), (_, _) -> {});

        assertThat(vendor.heard(submitRoute()).getFirst().getBody().utf8()).doesNotContain("webhook");
    }

    @Test
    void asksToBeCalledAndSaysWhatToSignWith() throws InterruptedException {
        settings = Map.of("callbacks", "true");
        vendor.on(submitRoute(), accepted());

        provider(CALLBACKS).submit(job(), (_, _) -> {});

        var body = Json.MAPPER.readTree(
                vendor.heard(submitRoute()).getFirst().getBody().utf8());
        assertThat(body.path("webhook_url").asString()).isEqualTo(CALLBACKS.url("bfl", Jobs.GENERATION));
        assertThat(body.path("webhook_secret").asString())
                .isEqualTo(CALLBACKS.signingSecret("bfl", Jobs.GENERATION).value());
        assertThat(body.path("prompt").asString()).isEqualTo("a red fox in the snow");
    }

    @Test
    void asksForNoCallWhereNobodyListens() throws InterruptedException {
        settings = Map.of("callbacks", "true");
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        assertThat(vendor.heard(submitRoute()).getFirst().getBody().utf8()).doesNotContain("webhook");
    }

    /** The answer to a submit with a webhook need not say where to ask. */
    @ParameterizedTest
    @CsvSource({"200", "404"})
    void isUncertainOfATaskThatMayBeInAnotherRegion(int status) throws InterruptedException {
        settings = Map.of("callbacks", "true");
        vendor.on(submitRoute(), json(200, """
                {"id": "t-1", "status": "Pending", "webhook_url": "https://atelier.test", "cost": 4.5}"""));
        vendor.on(QUESTION, json(status, "{\"id\": \"t-1\", \"status\": \"Task not found\", \"result\": null}"));
        var provider = provider(CALLBACKS);

        var pending = (Submission.Pending) provider.submit(job(), (_, _) -> {});

        assertThat(pending.providerRequestId()).isEqualTo("t-1~~45000");
        assertThat(failure(provider.check(job(), pending.providerRequestId(), (_, _) -> {})))
                .isInstanceOf(Failure.Uncertain.class);
        assertThat(failure(provider.check(job(), "t-1~api.us1.bfl.ai~", (_, _) -> {})))
                .isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void remembersTheRegionAndTheCost() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        finishes();
        List<Double> heard = new ArrayList<>();

        var pending = (Submission.Pending) provider().submit(job(), (_, _) -> {});
        var still = provider().check(job(), pending.providerRequestId(), (fraction, _) -> heard.add(fraction));
        var done = (Submission.Succeeded) provider().check(job(), pending.providerRequestId(), (_, _) -> {});

        assertThat(pending.providerRequestId()).isEqualTo("t-1~api.us1.bfl.ai~45000");
        assertThat(still).isEqualTo(pending);
        assertThat(heard).containsExactly(0.25);
        assertThat(done.costMicros()).contains(45_000L);
        assertThat(done.metrics()).isEqualTo(Map.of("duration", 2.5));
        assertThat(done.details()).isEqualTo(Map.of("seed", "7"));
        assertThat(content(done.outputs().getFirst().content())).isEqualTo(PICTURE);
        assertThat(vendor.heard(QUESTION))
                .allSatisfy(question -> assertThat(question.getUrl().query()).isEqualTo("id=t-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Request Moderated | , \"details\": {\"Moderation Reasons\": [\"Violence\"]} | ContentRefused | bfl: Request Moderated: Violence",
                "Content Moderated | '' | ContentRefused | bfl: Content Moderated",
                "Error | , \"details\": {\"error\": \"out of memory\"} | ProviderFailed | bfl: Error: out of memory",
                "Error | , \"details\": {\"for\": \"a red fox in the snow\"} | ProviderFailed | bfl refused the request.",
                "Task not found | '' | MalformedReply | bfl does not know the task.",
                "Dreaming | '' | MalformedReply | bfl answered with something that is no task.",
                "Ready | , \"result\": null | MalformedReply | bfl's task has no picture.",
                "Ready | , \"result\": {\"sample\": \"no url\"} | MalformedReply | An output is said to be where no URL leads.",
            })
    void readsEachEnding(String status, String rest, String failure, String detail) throws InterruptedException {
        vendor.on(QUESTION, json(200, "{\"id\": \"t-1\", \"status\": \"%s\"%s}".formatted(status, rest)));

        var found = failure(provider().check(job(), "t-1", (_, _) -> {}));

        assertThat(found.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(found.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-1~evil.test~1", "t-1~bfl.ai.evil.test~", "t-1~api.bfl.ai", "t~1~~", "t-1~~-5"})
    void asksNobodyElse(String id) throws InterruptedException {
        vendor.on(QUESTION, json(200, "{\"status\": \"Pending\"}"));

        assertThat(failure(provider().check(job(), id, (_, _) -> {}))).isInstanceOf(Failure.MalformedReply.class);
        assertThat(vendor.heard()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"input_image, object://1", "image, object://1", "mask, http://localhost/files/1.png"})
    void putsFilesInTheRequest(String field, String reference) throws InterruptedException {
        String where = reference.replace("http://localhost/", outside.url("/").toString());
        outside.on("GET /files/1.png", bytes(PICTURE));
        vendor.on(submitRoute(), accepted());
        var job = VendorRig.job(
                "flux-2-pro", Capability.EDIT, "{\"%s\": \"%s\"}".formatted(field, where), new byte[] {1, 2, 3});

        provider().submit(job, (_, _) -> {});

        assertThat(vendor.heard(submitRoute()).getFirst().getBody().utf8())
                .isEqualTo("{\"%s\":\"AQID\"}".formatted(field));
    }

    @Test
    void leavesAUrlWhereTheVendorFollowsIt() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        var job = VendorRig.job(
                "flux-2-pro", Capability.EDIT, "{\"input_image\": \"https://x.test/1.png\"}", new byte[0]);

        provider().submit(job, (_, _) -> {});

        assertThat(vendor.heard(submitRoute()).getFirst().getBody().utf8()).contains("https://x.test/1.png");
    }

    @ParameterizedTest
    @CsvSource({
        "flux-2-pro, webhook_url, InvalidRequest",
        "flux-2-pro, webhook_secret, InvalidRequest",
        "../credits, seed, ModelNotFound",
        "flux?x=1, seed, ModelNotFound",
    })
    void refusesWhatItMustNotSend(String model, String field, String failure) throws InterruptedException {
        var job = Jobs.at(model, Capability.TEXT_TO_IMAGE, "{\"%s\": \"x\"}".formatted(field));

        assertThat(failure(provider().submit(job, (_, _) -> {})).getClass().getSimpleName())
                .isEqualTo(failure);
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("GET /v1/credits", json(200, "{\"credits\": 5}"), json(403, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }
}
