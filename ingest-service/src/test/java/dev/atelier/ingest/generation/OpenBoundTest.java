package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.atelier.event.FlowReported;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.Refusal.QueueFull;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenBoundTest {
    static {
        // Avro builds only records that it was told to trust, and whoever deals with ids has told it.
        GenerationIds.create(Instant.EPOCH);
    }

    private static OpenBound bound(@Nullable Integer most, LineReported... lines) {
        var project = ProjectDefined.newBuilder()
                .setProject("demo")
                .setMaxQueued(most)
                .build();
        return new OpenBound(_ -> Optional.of(project), () -> List.of(lines));
    }

    private static LineReported line(String account, Lane lane, String project, int waiting) {
        var flow = new FlowReported(project, 1, "a/b", waiting, List.of(), 0L);
        return new LineReported(
                account,
                account,
                Instant.EPOCH,
                0.0,
                0L,
                0,
                1,
                List.of(new LaneReported(lane, (long) waiting, 0, 0, List.of(flow), 0)));
    }

    @Test
    void refusesWhenAsManyWaitAsMayBeOpen() {
        var full = bound(3, line("fal", Lane.NORMAL, "demo", 1), line("sketch", Lane.INTERACTIVE, "demo", 2));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> full.check("demo"))
                .satisfies(refused -> assertThat(refused.refusal())
                        .isEqualTo(new QueueFull(
                                "The project has 3 generations open, which is all that it may.",
                                Duration.ofSeconds(1))));
    }

    @Test
    void countsNeitherOtherProjectsNorBatches() {
        var free = bound(3, line("fal", Lane.NORMAL, "other", 9), line("sketch", Lane.BATCH, "demo", 9));

        assertThatNoException().isThrownBy(() -> free.check("demo"));
    }

    @Test
    void looksAtNothingWithoutABound() {
        assertThatNoException()
                .isThrownBy(
                        () -> bound(null, line("fal", Lane.NORMAL, "demo", 9)).check("demo"));
    }
}
