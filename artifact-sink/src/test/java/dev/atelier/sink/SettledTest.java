package dev.atelier.sink;

import static dev.atelier.sink.Outcomes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ArtifactReference;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettledTest {
    private static final Instant STORED = NOON.plusSeconds(1);
    private static final ArtifactReference FOX =
            new ArtifactReference("g-1.0", "image/png", 3L, Outcomes.sha256("fox"), 64, 32, "some/key");

    @Test
    void announcesASuccessWithAllThatIsKnownOfIt() {
        var outcome = Outcomes.succeeded("p", "g-1", Outcomes.inline("fox"));

        var result =
                Settled.of(outcome, new Promotion.Stored(List.of(FOX)), STORED).result();

        var timings =
                Timings.newBuilder(outcome.getTimings()).setStoredAt(STORED).build();
        assertThat(result)
                .isEqualTo(GenerationResult.newBuilder()
                        .setGenerationId("g-1")
                        .setProject("p")
                        .setStatus(GenerationStatus.SUCCEEDED)
                        .setModel("atelier/sketch")
                        .setCapability(outcome.getCapability())
                        .setProvider("sketch")
                        .setAttempt(2)
                        .setTags(List.of("demo", "fox"))
                        .setParentId("the-parent")
                        .setArtifacts(List.of(FOX))
                        .setMetrics(Map.of("inferenceSeconds", 1.25))
                        .setDetails(outcome.getDetails())
                        .setCostMicros(1_500L)
                        .setTimings(timings)
                        .build());
    }

    @Test
    void announcesAFailureAsItWasDecided() {
        var outcome = Outcomes.failed("p", "g-1");

        var settled = Settled.of(outcome, new Promotion.Stored(List.of()), STORED);

        assertThat(settled.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(settled.failure()).isEqualTo(outcome.getFailure()).isPresent();
        assertThat(settled.artifacts()).isEmpty();
    }

    @Test
    void announcesACancelWithItsCostAndWithoutAFailure() {
        var outcome = Outcomes.canceled("p", "g-1");

        var result =
                Settled.of(outcome, new Promotion.Stored(List.of()), STORED).result();

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(result.getCostMicros()).contains(40_000L);
        assertThat(result.getFailure()).isEmpty();
        assertThat(result.getArtifacts()).isEmpty();
    }

    @Test
    void makesAFailureOfASuccessWhoseOutputIsNotWhatItShouldBe() {
        var outcome = Outcomes.succeeded("p", "g-1", Outcomes.inline("fox"));

        var settled = Settled.of(outcome, new Promotion.Broken("output 0 is missing"), STORED);

        assertThat(settled.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(settled.artifacts()).isEmpty();
        assertThat(settled.failure())
                .isEqualTo(Optional.of(new GenerationFailure(
                        FailureKind.MALFORMED_REPLY,
                        "The provider reported success, but output 0 is missing.",
                        null,
                        null)));
    }

    @Test
    void makesAFailureOfASuccessWithoutOutput() {
        var outcome = Outcomes.succeeded("p", "g-1");

        var settled = Settled.of(outcome, new Promotion.Stored(List.of()), STORED);

        assertThat(settled.failure()).map(GenerationFailure::getKind).contains(FailureKind.MALFORMED_REPLY);
    }
}
