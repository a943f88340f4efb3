package dev.atelier.connectors.stability;

import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorContract;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Stability's creative upscale, which takes long and is asked for. */
class StabilityCreativeTest extends VendorContract {
    private static final String QUESTION = "GET /v2beta/results/g1";

    @Override
    protected ProviderFactory factory() {
        return new StabilityFactory();
    }

    @Override
    protected Job job() {
        return StabilityTest.job("upscale/creative", Capability.UPSCALE, """
                {"prompt": "a red fox in the snow", "image": "object://1", "creativity": 0.3}""");
    }

    @Override
    protected String submitRoute() {
        return "POST /v2beta/stable-image/upscale/creative";
    }

    @Override
    protected String questionRoute() {
        return QUESTION;
    }

    @Override
    protected MockResponse accepted() {
        return json(200, "{\"id\": \"g1\"}");
    }

    @Override
    protected void finishes() {
        vendor.on(
                QUESTION,
                json(202, "{\"id\": \"g1\", \"status\": \"in-progress\"}"),
                json(200, StabilityTest.picture("result", "SUCCESS")));
    }

    @Override
    protected void assertBearsKey(RecordedRequest request) {
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Override
    protected Stream<Row> refusals() {
        return Stream.of(new Row(
                "403 content_moderation",
                json(403, StabilityTest.error("content_moderation", "Your request was flagged.")),
                new Failure.ContentRefused("stability: Your request was flagged.")));
    }

    @Test
    void isAskedForSeldom() throws InterruptedException {
        vendor.on(submitRoute(), accepted());

        assertThat(provider().submit(job(), (_, _) -> {}))
                .isEqualTo(new Submission.Pending("g1", Duration.ofSeconds(10)));
    }

    @Test
    void endsWithARefusalOfWhatWasMade() throws InterruptedException {
        vendor.on(
                QUESTION,
                json(200, StabilityTest.picture("result", "CONTENT_FILTERED")),
                json(403, StabilityTest.error("content_moderation", "Flagged.")));

        for (int answer = 0; answer < 2; answer++) {
            assertThat(failure(provider().check(job(), "g1", (_, _) -> {}))).isInstanceOf(Failure.ContentRefused.class);
        }
    }
}
