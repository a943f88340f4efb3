package dev.atelier.ingest.imggo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImgGoEventsTest {
    @Test
    void takesEveryEndThatIsNoSuccessForAFailure() {
        assertThat(ImgGoEvents.ours("events", Optional.of(List.of("job.failed"))))
                .containsExactlyInAnyOrder(
                        "generation.failed", "generation.canceled", "generation.expired", "generation.rejected");
        assertThat(ImgGoEvents.ours("events", Optional.empty())).hasSize(5).contains("generation.succeeded");
    }

    @Test
    void refusesWhatImgGoHasNoWordFor() {
        assertThatThrownBy(() -> ImgGoEvents.ours("events", Optional.of(List.of("generation.succeeded"))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("job.succeeded");
    }

    @Test
    void saysItsOwnWordsOnce() {
        assertThat(ImgGoEvents.theirs(List.of("generation.failed", "generation.expired", "batch.finished")))
                .containsExactly("job.failed", "batch.finished");
    }

    @Test
    void wordsErrorsInItsEnvelope() {
        var invalid = new Problem(400, "invalid_request", "url must be one", Optional.of("url"), Map.of());
        var missing = Problem.of(404, "not_found", "There is none.");

        assertThat(Enveloped.answer(invalid, "req-1").body())
                .isEqualTo(new Enveloped.ImgGoErrorReply(
                        false,
                        new Enveloped.ImgGoError(
                                "VALIDATION_ERROR",
                                "url must be one",
                                Optional.of(Map.of("url", List.of("url must be one")))),
                        "req-1"));
        assertThat(Enveloped.answer(missing, "req-2").body())
                .isEqualTo(new Enveloped.ImgGoErrorReply(
                        false, new Enveloped.ImgGoError("NOT_FOUND", "There is none.", Optional.empty()), "req-2"));
    }
}
