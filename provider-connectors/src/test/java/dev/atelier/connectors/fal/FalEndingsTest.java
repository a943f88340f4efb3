package dev.atelier.connectors.fal;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static dev.atelier.connectors.vendor.VendorRig.failure;
import static dev.atelier.connectors.vendor.VendorRig.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests to fal end. */
class FalEndingsTest {
    private static final String STATUS = "GET /fal-ai/flux/requests/r1/status";
    private static final String RESULT = "GET /fal-ai/flux/requests/r1";
    private static final String DONE = "{\"status\": \"COMPLETED\"}";

    private final VendorRig rig = new VendorRig(new FalFactory());

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422 |  | {\"detail\": [{\"loc\": [\"body\", \"prompt\"], \"msg\": \"x\", \"type\": \"content_policy_violation\"}]} | ContentRefused",
                "422 |  | {\"detail\": [{\"loc\": [\"body\", \"seed\"], \"msg\": \"x\", \"type\": \"int_type\"}]} | InvalidRequest",
                "400 | X-Fal-Error-Type: bad_request | {\"detail\": \"x\"} | InvalidRequest",
                "503 | X-Fal-Error-Type: runner_scheduling_failure | {\"detail\": \"x\"} | Unavailable",
                "504 | X-Fal-Error-Type: startup_timeout | {\"detail\": \"x\"} | Unavailable",
                "504 | X-Fal-Request-Timeout-Type: user | {\"detail\": \"x\", \"error_type\": \"startup_timeout\"} | DeadlineExceeded",
                "503 |  | {\"detail\": \"x\", \"error_type\": \"runner_disconnected\"} | ProviderFailed",
                "503 | X-Fal-Retryable: true | {\"detail\": \"x\", \"error_type\": \"runner_disconnected\"} | Unavailable",
                "503 | X-Fal-Needs-Retry: 1 | {\"detail\": \"x\", \"error_type\": \"runner_disconnected\"} | Unavailable",
                "500 | X-Fal-Retryable: false | {\"detail\": \"x\", \"error_type\": \"runner_server_error\"} | ProviderFailed",
                "500 |  | {\"detail\": [{\"loc\": [\"body\"], \"msg\": \"x\", \"type\": \"internal_server_error\"}]} | ProviderFailed",
                "499 |  | {\"detail\": \"x\", \"error_type\": \"client_cancelled\"} | ProviderFailed",
                "404 |  | {} | MalformedReply",
                "200 |  | [] | MalformedReply",
                "200 |  | <html> | MalformedReply",
                "200 |  | {\"images\": []} | MalformedReply",
                "200 |  | {\"images\": [{\"url\": \"http://10.0.0.1/x.png\"}]} | MalformedReply",
                "200 |  | {\"images\": [{\"url\": \"https://x.test/1\"}], \"has_nsfw_concepts\": [true]} | ContentRefused",
            })
    void nameTheRemedy(int status, @Nullable String header, String body, String failure) throws InterruptedException {
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(RESULT, answer(status, header, body));

        assertThat(failure(check()).getClass().getSimpleName()).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
    void areAskedForAgainWhenFalCannotBeAsked(int status) throws InterruptedException {
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(RESULT, json(status, "{}"));

        assertThat(failure(check())).isInstanceOfAny(Failure.Uncertain.class, Failure.Throttled.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void areFinalWhenTheQueueHasSaidSo(int status) throws InterruptedException {
        rig.vendor.on(STATUS, json(200, """
                {"status": "COMPLETED", "error": "no", "error_type": "runner_server_error"}"""));
        rig.vendor.on(RESULT, json(status, "{}"));

        assertThat(failure(check())).isInstanceOf(Failure.ProviderFailed.class);
    }

    @Test
    void mayBeKnownToTheQueueFirst() throws InterruptedException {
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(RESULT, json(400, "{\"detail\": \"Request is still in progress\"}"));

        assertThat(check()).isInstanceOf(Submission.Pending.class);
    }

    @Test
    void areUnknownToAQueueThatSaysNoneOfItsWords() throws InterruptedException {
        rig.vendor.on(STATUS, json(200, "{\"status\": \"DREAMING\"}"));

        assertThat(failure(check())).isInstanceOf(Failure.MalformedReply.class);
    }

    @Test
    void leaveOutWhatTheSafetyCheckerFlagged() throws InterruptedException {
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(RESULT, json(200, """
                {"images": [{"url": "data:image/png;base64,AQ=="}, {"url": "data:image/png;base64,Ag=="}],
                 "has_nsfw_concepts": [true, false]}"""));

        assertThat(output(check())).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"video\": {\"url\": \"/v.mp4\"}, \"seed\": 1}",
                "{\"image\": {\"url\": \"/v.mp4\", \"content_type\": \"video/mp4\"}}",
            })
    void mayBeAnyFile(String output) throws InterruptedException {
        rig.vendor.on("GET /v.mp4", bytes(new byte[] {1, 2, 3}));
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(
                RESULT,
                json(200, output.replace("/v.mp4", rig.vendor.url("/v.mp4").toString())));

        assertThat(output(check())).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"output\": \"a fox\", \"partial\": false} | a fox",
                "{\"results\": {\"animal\": \"fox\"}} | {\"results\":{\"animal\":\"fox\"}}",
            })
    void mayBeWords(String output, String written) throws InterruptedException {
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(RESULT, json(200, output));

        var done = provider().check(job(Capability.DESCRIBE), "r1", (_, _) -> {});

        assertThat(output(done)).asString().isEqualTo(written);
    }

    @Test
    void doNotRepeatAPrompt() throws InterruptedException {
        rig.vendor.on(STATUS, json(200, DONE));
        rig.vendor.on(RESULT, json(422, "{\"detail\": \"no: a red fox in the snow\"}"));

        assertThat(failure(check()))
                .isEqualTo(new Failure.InvalidRequest("fal refused the request.", Optional.empty()));
    }

    private Submission check() throws InterruptedException {
        return provider().check(job(Capability.TEXT_TO_IMAGE), "r1", (_, _) -> {});
    }

    private Provider provider() {
        return rig.provider("/", Map.of());
    }

    private static Job job(Capability capability) {
        return Jobs.at("fal-ai/flux/dev", Jobs.of(capability, "{\"prompt\": \"a red fox in the snow\"}"));
    }

    private static MockResponse answer(int status, @Nullable String header, String body) {
        var headers = new Headers.Builder();
        if (header != null) {
            headers.add(header);
        }
        return new MockResponse(status, headers.build(), body);
    }
}
