package dev.atelier.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.dialect.DialectsConfig.Leaving;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Caller CALLER = new Caller("default", "key_1");
    private static final Generation FIRST = Generations.standing("g-1", Status.QUEUED);
    private static final Generation SECOND = Generations.standing("g-2", Status.QUEUED);

    private final List<String> canceled = new ArrayList<>();

    @Test
    void returnsOnceAllAreOver() throws Exception {
        var waiting = waiting(Leaving.GO_ON, Duration.ofSeconds(9), Status.SUCCEEDED);

        var finished = waiting.finished(CALLER, List.of(FIRST, SECOND), Duration.ofSeconds(1), () -> {});

        assertThat(finished)
                .containsExactly(
                        Generations.standing("g-1", Status.SUCCEEDED), Generations.standing("g-2", Status.SUCCEEDED));
    }

    @Test
    void namesWhatIsNotOverWhenTheTimeIsUp() {
        var waiting = waiting(Leaving.GO_ON, Duration.ofNanos(1), Status.RUNNING);
        var over = Generations.standing("g-0", Status.SUCCEEDED);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> waiting.finished(CALLER, List.of(over, FIRST, SECOND), Duration.ofSeconds(1), () -> {}))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(504))
                .withMessageEndingWith("of id g-1, g-2.");
    }

    @Test
    void stopsWhatItWaitsForWhenTheClientIsGoneAndThatIsThePolicy() {
        var waiting = waiting(Leaving.CANCEL, Duration.ofSeconds(9), Status.RUNNING);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        waiting.finished(CALLER, List.of(FIRST, SECOND), Duration.ofSeconds(1), WaitingTest::hungUp));

        assertThat(canceled).containsExactly("g-1", "g-2");
    }

    @Test
    void letsItGoOnOtherwise() {
        var waiting = waiting(Leaving.GO_ON, Duration.ofSeconds(9), Status.RUNNING);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> waiting.finished(CALLER, List.of(FIRST), Duration.ofSeconds(1), WaitingTest::hungUp));

        assertThat(canceled).isEmpty();
    }

    @Test
    void stopsNothingThatAnotherCallWaitsFor() {
        var waiting = waiting(Leaving.CANCEL, Duration.ofSeconds(9), Status.RUNNING);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> waiting.finished(CALLER, List.of(FIRST), Duration.ofSeconds(1), () -> {
                    assertThatExceptionOfType(IOException.class)
                            .isThrownBy(() -> waiting.finished(
                                    CALLER, List.of(FIRST), Duration.ofSeconds(1), WaitingTest::hungUp));
                    assertThat(canceled).isEmpty();
                    hungUp();
                }));

        assertThat(canceled).containsExactly("g-1");
    }

    private static void hungUp() throws IOException {
        throw new IOException("gone");
    }

    /** Whatever is awaited then stands as {@code status}. */
    private Waiting waiting(Leaving leaving, Duration within, Status status) {
        return new Waiting(
                (generation, _) -> Generations.standing(generation.id(), status),
                (_, id) -> {
                    canceled.add(id);
                    return FIRST;
                },
                new DialectsConfig(within, 1, leaving));
    }
}
