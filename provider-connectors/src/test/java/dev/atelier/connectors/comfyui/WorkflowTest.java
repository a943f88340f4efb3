package dev.atelier.connectors.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** How a workflow's places are filled. */
class WorkflowTest {
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));
    private final Uploads uploads = new Uploads(
            new VendorApi(
                    new ProviderContext(new ProviderSettings("comfyui", Map.of()), http, new Accounts(Map.of())),
                    new ComfyUiFactory().accounts().orElseThrow(),
                    Authorization.NONE),
            new InputReader(http.outlet()));

    @AfterEach
    void stop() {
        http.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | {{x}} | 5",
                "2.5 | {{ x }} | 2.5",
                "\"a\" | {{x}} | \"a\"",
                "[1, \"b\"] | {{x}} | [1, \"b\"]",
                "5 | width {{x}}! | \"width 5!\"",
                "\"$1 \\\\\" | a{{x}}b | \"a$1 \\\\b\"",
                "\"{{model}}\" | {{x}} {{x}} | \"{{model}} {{model}}\"",
            })
    void fillsAValueInAsItIs(String value, String place, String filled) throws InterruptedException {
        assertThat(fill("{\"x\": %s, \"workflow\": {\"1\": {\"inputs\": {\"v\": \"%s\"}}}}".formatted(value, place)))
                .isEqualTo(new Workflow.Filled(
                        (ObjectNode) Json.MAPPER.readTree("{\"1\": {\"inputs\": {\"v\": %s}}}".formatted(filled))));
    }

    @Test
    void drawsTheSameSeedForEachAttempt() throws InterruptedException {
        String parameters = "{\"workflow\": {\"1\": {\"inputs\": {\"noise\": \"{{seed}}\"}}}}";

        var first = (Workflow.Filled) fill(parameters);

        assertThat(fill(parameters)).isEqualTo(first);
        assertThat(first.graph().at("/1/inputs/noise").asLong()).isBetween(0L, 1L << 53);
        assertThat(Workflow.seed(job(parameters)))
                .containsEntry("seed", first.graph().at("/1/inputs/noise").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | input.workflow must be a workflow in the form for the API, where the model is defined",
                "{\"workflow\": \"x\"} | input.workflow must be a workflow in the form for the API, where the model is defined",
                "{\"workflow\": {\"1\": \"{{prompt}}\"}} | input.prompt must be given: the workflow needs it",
                "{\"prompt\": \"x\", \"workflow\": {\"1\": 5}} | input.prompt has no place in the workflow",
                "{\"image\": \"http://10.0.0.1/x\", \"workflow\": {\"1\": \"{{image}}\"}} | input.image is a URL whose host has no public address",
                "{\"x\": \"object://1\", \"workflow\": {\"1\": \"{{x}}\"}} | no such file",
            })
    void refusesWhatDoesNotFit(String parameters, String detail) throws InterruptedException {
        assertThat(fill(parameters))
                .isInstanceOfSatisfying(
                        Workflow.Unfit.class,
                        unfit -> assertThat(unfit.failure())
                                .isInstanceOf(Failure.InvalidRequest.class)
                                .extracting(Failure::detail)
                                .isEqualTo(detail));
    }

    private Workflow.Filling fill(String parameters) throws InterruptedException {
        return Workflow.fill(job(parameters), uploads);
    }

    private static Job job(String parameters) {
        return Jobs.of(Capability.TEXT_TO_IMAGE, parameters);
    }
}
