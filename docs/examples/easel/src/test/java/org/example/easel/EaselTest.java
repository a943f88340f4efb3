package org.example.easel;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.event.Capability;
import dev.atelier.platform.catalogue.Definitions;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.catalogue.TargetInput;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Easel keeps the contract. */
class EaselTest extends VendorContract {
    private static final String QUESTION = "GET /v1/paintings/p-1";

    @Override
    protected ProviderFactory factory() {
        return new EaselFactory();
    }

    @Override
    protected String base() {
        return "/v1";
    }

    @Override
    protected Job job() {
        return Jobs.at("linen", Capability.TEXT_TO_IMAGE, """
                {"prompt": "a red fox in the snow", "seed": 7}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v1/paintings";
    }

    @Override
    protected String questionRoute() {
        return QUESTION;
    }

    @Override
    protected MockResponse accepted() {
        return json(202, "{\"id\": \"p-1\", \"state\": \"waiting\"}");
    }

    @Override
    protected void finishes() {
        vendor.on(
                QUESTION,
                json(200, "{\"state\": \"painting\", \"done\": 0.5}"),
                json(
                        200,
                        "{\"state\": \"dry\", \"cents\": 4, \"picture\": \"%s\"}".formatted(outside.url("/p-1.png"))));
        outside.on("GET /p-1.png", bytes(PICTURE));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(
                row(400, new Failure.InvalidRequest("easel: no such canvas", Optional.empty())),
                row(401, new Failure.AccountRefused("easel refuses the credentials of the account: 401.")),
                row(402, new Failure.AccountRefused("easel wants the account to be paid up.")),
                row(404, new Failure.ModelNotFound("easel: no such canvas")),
                row(418, new Failure.ContentRefused("easel: no such canvas")),
                row(429, new Failure.Throttled("easel: no such canvas", Optional.empty())),
                row(500, new Failure.Uncertain("easel: no such canvas")),
                row(503, new Failure.Unavailable("easel: no such canvas")));
    }

    private static Row row(int status, Failure failure) {
        return new Row("status " + status, json(status, "{\"message\": \"no such canvas\"}"), failure);
    }

    @Test
    void sendsThePromptWithTheCanvasAndTheVarnish() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        provider().submit(job(), (_, _) -> {});

        var sent = vendor.heard(submitRoute()).getFirst();
        assertThat(Json.MAPPER.readTree(sent.getBody().utf8())).isEqualTo(Json.MAPPER.readTree("""
                {"prompt": "a red fox in the snow", "seed": 7, "canvas": "linen", "varnish": "matt"}"""));
    }

    @Test
    void paintsWhatTheModelOfThePageIsAsked() throws Exception {
        var yaml = new YAMLMapper();
        var accounts = yaml.createObjectNode().set("easel", yaml.readTree(Path.of("easel.yaml")));
        var models = yaml.createObjectNode().set("easel/canvas", yaml.readTree(Path.of("canvas.yaml")));
        var canvas = Definitions.of(accounts, models).models().getFirst();
        var target = canvas.getTargets().getFirst();
        var input = Json.MAPPER.createObjectNode().put("prompt", "a red fox in the snow");
        vendor.on(submitRoute(), accepted());

        assertThat(new InputRules().violation(canvas.getInputSchema(), input)).isEmpty();
        var parameters = TargetInput.renamed(TargetInput.of(target, input), target.getMapping());
        provider()
                .submit(
                        Jobs.at(
                                target.getProviderModel(),
                                Jobs.of(canvas.getCapabilities().getFirst(), parameters.toString())),
                        (_, _) -> {});

        var sent = vendor.heard(submitRoute()).getFirst();
        assertThat(Json.MAPPER.readTree(sent.getBody().utf8())).isEqualTo(Json.MAPPER.readTree("""
                {"prompt": "a red fox in the snow", "width": 512, "height": 512, "canvas": "linen", "varnish": "matt"}"""));
    }

    @Test
    void tellsWhatItCost() throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        finishes();

        var done = (Submission.Succeeded) run(provider(), job());

        assertThat(done.costMicros()).contains(40_000L);
    }

    @ParameterizedTest
    @CsvSource({"guild, ContentRefused", "rain, ProviderFailed", "'', ProviderFailed"})
    void saysWhyAPaintingCameToNothing(String reason, String kind) throws InterruptedException {
        vendor.on(submitRoute(), accepted());
        vendor.on(
                QUESTION,
                json(200, "{\"state\": \"torn\", \"reason\": \"%s\", \"message\": \"it tore\"}".formatted(reason)));

        var failure = failure(run(provider(), job()));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.detail()).isEqualTo("easel: it tore");
    }
}
