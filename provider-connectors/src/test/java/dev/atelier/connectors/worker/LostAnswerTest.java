package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose submit was not answered. */
class LostAnswerTest {
    private static final Submission LOST = new Submission.Failed(new Failure.Uncertain("no answer"));
    private static final Job JOB = Jobs.of(Capability.TEXT_TO_IMAGE, "{}");

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void isGoneOnWithUnderTheProvidersId() throws InterruptedException {
        var answer = new LostAnswer(_ -> Optional.of("vendor-1"), waits::add);

        assertThat(answer.recover(JOB, LOST)).isEqualTo(new Submission.Pending("vendor-1", Duration.ZERO));
        assertThat(waits).containsExactly(Duration.ZERO);
    }

    @Test
    void isLookedForUntilItAppears() throws InterruptedException {
        var answer = new LostAnswer(_ -> waits.size() < 3 ? Optional.empty() : Optional.of("vendor-1"), waits::add);

        assertThat(answer.recover(JOB, LOST)).isInstanceOf(Submission.Pending.class);
        assertThat(waits).hasSize(3).isSorted();
    }

    @Test
    void staysUncertainWhereItIsNotFound() throws InterruptedException {
        var answer = new LostAnswer(_ -> Optional.empty(), waits::add);

        assertThat(answer.recover(JOB, LOST)).isEqualTo(LOST);
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(30));
    }
}
