package dev.atelier.connectors.cog;

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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container of Cog's. */
class CogTest extends VendorContract {
    private static final String ID = CogProvider.id(Jobs.of(Capability.TEXT_TO_IMAGE, "{}"));
    private static final String DATA =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(PICTURE);

    @Override
    protected ProviderFactory factory() {
        return new CogFactory();
    }

    @Override
    protected Job job() {
        return Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "PUT /predictions/" + ID;
    }

    @Override
    protected boolean synchronous() {
        return true;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, run("succeeded", """
                , "output": ["%s"], "metrics": {"predict_time": 2.5}\
                """.formatted(DATA)));
    }

    /** It asks for none. */
    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().toString()).doesNotContain(KEY);
    }

    @Override
    protected void assertFitsALostAnswer(Submission submission) {
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Pending.class,
                        pending -> assertThat(pending.providerRequestId()).isEqualTo(ID));
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(404, "{\"detail\": \"Not Found\"}", new Failure.ModelNotFound("cog: Not Found")),
                row(
                        409,
                        "{\"error\": \"At capacity - all prediction slots busy\", \"status\": \"failed\"}",
                        new Failure.Throttled("cog: At capacity - all prediction slots busy", Optional.empty())),
                row(
                        422,
                        "{\"detail\": [{\"loc\": [\"body\", \"input\", \"seed\"], \"msg\": \"not a number\", \"type\": \"t\"}]}",
                        new Failure.InvalidRequest("cog: input.seed: not a number", Optional.of("input.seed"))),
                row(500, "{}", new Failure.ProviderFailed("cog: status 500")),
                row(
                        503,
                        "{\"error\": \"Setup has not finished\", \"status\": \"failed\"}",
                        new Failure.Unavailable("cog: Setup has not finished")));
    }

    @Test
    void putsTheRunUnderAnIdOfOurs() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        var request = vendor.heard(submitRoute()).getFirst();
        assertThat(Json.MAPPER.readTree(request.getBody().utf8())).isEqualTo(Json.MAPPER.readTree("""
                {"id": "%s", "input": {"prompt": "a red fox in the snow", "seed": 7}}""".formatted(ID)));
        assertThat(request.getHeaders().get("Prefer")).isNull();
        assertThat(done.metrics()).isEqualTo(Map.of("predict_time", 2.5));
    }

    @Test
    void putsALostRunAgainUntilThereIsAnAnswer() throws InterruptedException {
        assertThat(provider().repeatable()).isTrue();
        vendor.on(submitRoute(), json(504, "{}"), json(202, run("processing", "")), accepted());

        assertThat(run(provider(), job())).isInstanceOf(Submission.Succeeded.class);
        assertThat(vendor.heard(submitRoute())).hasSize(3);
    }

    @Test
    void staysUncertainWhenTheRunCannotBeAskedFor() throws InterruptedException {
        vendor.on(submitRoute(), json(504, "{}"));

        assertThat(failure(provider().check(job(), ID, (_, _) -> {}))).isInstanceOf(Failure.Uncertain.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed | , \"error\": \"CUDA out of memory\" | ProviderFailed",
                "failed | , \"error\": \"NSFW content detected\" | ContentRefused",
                "canceled | '' | ProviderFailed",
                "succeeded | '' | MalformedReply",
                "succeeded | , \"output\": null | MalformedReply",
                "succeeded | , \"output\": [\"words\"] | MalformedReply",
                "dreaming | '' | MalformedReply",
            })
    void readsEachEnding(String status, String rest, String failure) throws InterruptedException {
        vendor.on(submitRoute(), json(200, run(status, rest)));

        assertThat(failure(provider().submit(job(), (_, _) -> {})).getClass().getSimpleName())
                .isEqualTo(failure);
    }

    @Test
    void bringsWhatWasUploaded() throws InterruptedException {
        outside.on("GET /out/1.png", bytes(PICTURE));
        vendor.on(
                submitRoute(),
                json(200, run("succeeded", ", \"output\": {\"image\": \"%s\"}".formatted(outside.url("/out/1.png")))));

        var done = (Submission.Succeeded) provider().submit(job(), (_, _) -> {});

        assertThat(content(done.outputs().getFirst().content())).isEqualTo(PICTURE);
    }

    @Test
    void givesWordsAsTheyAreWritten() throws InterruptedException {
        vendor.on(submitRoute(), json(200, run("succeeded", ", \"output\": [\"a \", \"fox\"]")));

        var done = (Submission.Succeeded) provider().submit(Jobs.of(Capability.DESCRIBE, "{}"), (_, _) -> {});

        assertThat(new String(content(done.outputs().getFirst().content()), UTF_8))
                .isEqualTo("a fox");
    }

    @Test
    void sendsFilesInTheRequest() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider()
                .submit(
                        Jobs.of(Capability.UPSCALE, """
                {"image": "object://1", "mask": "https://files.test/m.png"}""", 1, (_, _) -> new InputFile.Read("image/png", PICTURE)),
                        (_, _) -> {});

        var input = Json.MAPPER
                .readTree(vendor.heard(submitRoute()).getFirst().getBody().utf8())
                .path("input");
        assertThat(input.path("image").asString()).isEqualTo(DATA);
        assertThat(input.path("mask").asString()).isEqualTo("https://files.test/m.png");
    }

    @Test
    void cancelsAtTheContainer() throws InterruptedException {
        vendor.on("POST /predictions/" + ID + "/cancel", json(200, "{}"));

        provider().cancel(job(), ID);
        provider().cancel(job(), "another");

        assertThat(vendor.heard()).hasSize(1);
    }

    @Test
    void triesWhetherItIsThere() throws InterruptedException {
        vendor.on("GET /health-check", json(200, "{\"status\": \"READY\"}"), json(500, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.Unavailable.class);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }

    private static String run(String status, String rest) {
        return "{\"id\": \"%s\", \"status\": \"%s\"%s}".formatted(ID, status, rest);
    }
}
