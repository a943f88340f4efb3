package dev.atelier.connectors.replicate;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.connectors.worker.TestPictures;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicate's predictions. */
class ReplicateTest extends VendorContract {
    private static final String QUESTION = "GET /v1/predictions/p1";
    private static final String LIST = "GET /v1/predictions";

    @Override
    protected ProviderFactory factory() {
        return new ReplicateFactory();
    }

    @Override
    protected String base() {
        return "/v1";
    }

    @Override
    protected Job job() {
        return Jobs.at("black-forest-labs/flux-dev", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v1/models/black-forest-labs/flux-dev/predictions";
    }

    @Override
    protected String questionRoute() {
        return QUESTION;
    }

    @Override
    protected MockResponse accepted() {
        return json(201, prediction("starting", ""));
    }

    @Override
    protected void finishes() {
        String output = outside.url("/out/1.png").toString();
        vendor.on(QUESTION, json(200, prediction("processing", """
                        , "logs": "  5%|▌ | 1/20\\n 45%|████▌ | 9/20"\
                        """)), json(200, prediction("succeeded", """
                        , "output": ["%s"], "metrics": {"predict_time": 2.5}, "version": "abc"\
                        """.formatted(
                        output))));
        outside.on("GET /out/1.png", bytes(PICTURE));
    }

    @Override
    protected boolean findsLostJobs() {
        return true;
    }

    @Override
    protected void shows(RecordedRequest submit) {
        String webhook =
                Json.MAPPER.readTree(submit.getBody().utf8()).path("webhook").asString();
        vendor.on(LIST, json(200, """
                        {"next": "https://api.replicate.com/v1/predictions?cursor=a%3D%3D", "results": [
                          {"id": "p7", "webhook": null}, {"id": "p8"}, {"id": "p9", "webhook": "https://elsewhere.test"}]}"""), json(200, """
                        {"next": null, "results": [{"id": "p6"}, {"id": "p1", "webhook": "%s"}]}""".formatted(webhook)));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(
                        401,
                        "{\"detail\": \"Unauthenticated\"}",
                        new Failure.AccountRefused("replicate refuses the credentials of the account: 401.")),
                row(
                        402,
                        "{\"title\": \"Insufficient credit\"}",
                        new Failure.AccountRefused("replicate wants the account to be paid up.")),
                row(
                        404,
                        "{\"detail\": \"The requested resource could not be found.\"}",
                        new Failure.ModelNotFound("replicate: The requested resource could not be found.")),
                row(
                        422,
                        "{\"title\": \"Input validation failed\", \"detail\": \"- input.seed: Invalid type\"}",
                        new Failure.InvalidRequest("replicate: - input.seed: Invalid type", Optional.empty())),
                row(
                        429,
                        "{\"detail\": \"Request was throttled.\", \"status\": 429, \"retry_after\": 8}",
                        new Failure.Throttled("replicate: Request was throttled.", Optional.of(Duration.ofSeconds(8)))),
                row(500, "{}", new Failure.Uncertain("replicate: status 500")),
                row(502, "<html>", new Failure.Uncertain("replicate: status 502")),
                row(503, "{}", new Failure.Unavailable("replicate: status 503")),
                row(504, "{}", new Failure.Uncertain("replicate: status 504")));
    }

    @Test
    void sendsTheParametersAsTheInput() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        assertThat(Json.MAPPER.readTree(
                        vendor.heard(submitRoute()).getFirst().getBody().utf8()))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"input": {"prompt": "a red fox in the snow", "seed": 7}}"""));
    }

    @Test
    void asksToBeCalledWhenItIsDone() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        provider(CALLBACKS).submit(job(), (_, _) -> {});

        var body = Json.MAPPER.readTree(
                vendor.heard(submitRoute()).getFirst().getBody().utf8());
        assertThat(body.path("webhook").asString())
                .isEqualTo(CALLBACKS.url("replicate", Jobs.GENERATION) + "?attempt=1");
        assertThat(body.path("webhook_events_filter").path(0).asString()).isEqualTo("completed");
    }

    @Test
    void looksThroughTheLastPredictionsPageByPage() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        provider(CALLBACKS).submit(job(), (_, _) -> {});
        shows(vendor.heard(submitRoute()).getFirst());

        assertThat(provider(CALLBACKS).lookUp().orElseThrow().find(job())).contains("p1");

        var pages = vendor.heard(LIST);
        assertThat(Instant.parse(String.valueOf(pages.getFirst().getUrl().queryParameter("created_after"))))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(20)),
                        Instant.now().minus(Duration.ofMinutes(10)));
        assertThat(pages.get(1).getUrl().queryParameter("cursor")).isEqualTo("a==");
        assertThat(pages).hasSize(2).allSatisfy(this::assertBearsKey);
        assertThat(vendor.understoodAll()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"results\": {}}", "{\"results\": [7, null, {\"webhook\": 7}]}"})
    void findsNothingInAListThatIsNone(String list) throws InterruptedException {
        vendor.on(LIST, json(200, list));

        assertThat(provider(CALLBACKS).lookUp().orElseThrow().find(job())).isEmpty();
    }

    @Test
    void looksThroughNoMoreThanAThousandPredictions() throws InterruptedException {
        vendor.on(
                LIST, json(200, "{\"next\": \"https://api.replicate.com/v1/predictions?cursor=b\", \"results\": []}"));

        assertThat(provider(CALLBACKS).lookUp().orElseThrow().find(job())).isEmpty();
        assertThat(vendor.heard(LIST)).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "owner/name:0123abcd, /v1/predictions, owner/name:0123abcd",
        "0123456789abcdef, /v1/predictions, 0123456789abcdef",
        "deployments/acme/fast, /v1/deployments/acme/fast/predictions, ",
        "owner/na me, /v1/models/owner/na%20me/predictions, ",
    })
    void findsTheModelByTheFormOfItsName(String model, String path, String version) throws InterruptedException {
        vendor.on("POST " + path, accepted());

        assertThat(provider().submit(Jobs.at(model, job()), (_, _) -> {})).isInstanceOf(Submission.Pending.class);

        var body = Json.MAPPER.readTree(
                vendor.heard("POST " + path).getFirst().getBody().utf8());
        assertThat(body.path("version").asString("")).isEqualTo(version == null ? "" : version);
    }

    @Test
    void tellsHowFarThePredictionIsAndWhatItCost() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        finishes();
        List<Double> heard = new ArrayList<>();

        provider().check(job(), "p1", (fraction, _) -> heard.add(fraction));
        var done = (Submission.Succeeded) provider().check(job(), "p1", (fraction, _) -> heard.add(fraction));

        assertThat(heard).containsExactly(0.45);
        assertThat(done.metrics()).containsEntry("predict_time", 2.5);
        assertThat(done.details()).containsEntry("version", "abc");
        assertThat(content(done.outputs().getFirst().content())).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NSFW content detected. Try another prompt.", "The input was flagged as sensitive (E005)"})
    void tellsARefusalOfContentFromAFault(String error) throws InterruptedException {
        vendor.on(QUESTION, json(200, prediction("failed", ", \"error\": \"%s\"".formatted(error))));

        assertThat(failure(provider().check(job(), "p1", (_, _) -> {})))
                .isEqualTo(new Failure.ContentRefused("replicate: " + error));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed    | , \"error\": \"CUDA out of memory\" | ProviderFailed",
                "canceled  | '' | ProviderFailed",
                "aborted   | '' | Unavailable",
                "succeeded | , \"output\": null, \"data_removed\": true | MalformedReply",
                "succeeded | , \"output\": [] | MalformedReply",
                "succeeded | , \"output\": \"no url\" | MalformedReply",
                "succeeded | , \"output\": \"http://10.0.0.1/x.png\" | MalformedReply",
                "dreaming  | '' | MalformedReply",
            })
    void readsEachEnding(String status, String rest, String failure) throws InterruptedException {
        vendor.on(QUESTION, json(200, prediction(status, rest)));

        assertThat(failure(provider().check(job(), "p1", (_, _) -> {}))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, 2_000_000})
    void handsOverASmallFileInTheRequestAndALargeOneAsAnUpload(int atLeast) throws InterruptedException {
        byte[] file = TestPictures.png((int) Math.sqrt(atLeast / 3.0), (int) Math.sqrt(atLeast / 3.0));
        var job = Jobs.at(
                "black-forest-labs/flux-dev",
                Jobs.of(Capability.IMAGE_TO_IMAGE, """
                {"prompt": "x", "image": "object://projects/demo/content/1"}""", 1, (_, _) -> new InputFile.Read("image/png", file)));
        vendor.on(submitRoute(), accepted());
        vendor.on("POST /v1/files", json(201, "{\"id\": \"f1\", \"urls\": {\"get\": \"https://files.test/f1\"}}"));

        provider().submit(job, (_, _) -> {});

        String image = Json.MAPPER
                .readTree(vendor.heard(submitRoute()).getFirst().getBody().utf8())
                .at("/input/image")
                .asString();
        if (file.length <= 256 * 1024) {
            assertThat(image).startsWith("data:image/png;base64,");
        } else {
            assertThat(image).isEqualTo("https://files.test/f1");
        }
    }

    @Test
    void startsNothingWhenAnUploadFails() throws InterruptedException {
        byte[] file = TestPictures.png(512, 512);
        var job = Jobs.at(
                "black-forest-labs/flux-dev",
                Jobs.of(Capability.IMAGE_TO_IMAGE, """
                {"image": "object://projects/demo/content/1"}""", 1, (_, _) -> new InputFile.Read("image/png", file)));
        vendor.on("POST /v1/files", json(502, "{}"));

        assertThat(failure(provider().submit(job, (_, _) -> {}))).isInstanceOf(Failure.Unavailable.class);
        assertThat(vendor.heard(submitRoute())).isEmpty();
    }

    @Test
    void cancelsAtTheVendor() throws InterruptedException {
        vendor.on("POST /v1/predictions/p1/cancel", json(200, prediction("canceled", "")));

        provider().cancel(job(), "p1");

        assertThat(vendor.heard("POST /v1/predictions/p1/cancel")).hasSize(1);
    }

    @Test
    void triesTheCredentialsWithoutSpending() throws InterruptedException {
        vendor.on("GET /v1/account", json(200, "{}"), json(401, "{}"));

        assertThat(provider().tryAccount(job().account())).isEmpty();
        assertThat(provider().tryAccount(job().account())).containsInstanceOf(Failure.AccountRefused.class);
    }

    private static Row row(int status, String body, Failure failure) {
        return new Row(status + " " + body, json(status, body), failure);
    }

    private static String prediction(String status, String rest) {
        return "{\"id\": \"p1\", \"status\": \"%s\"%s}".formatted(status, rest);
    }
}
