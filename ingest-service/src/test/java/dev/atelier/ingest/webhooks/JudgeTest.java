package dev.atelier.ingest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.webhooks.Attempt.Answered;
import dev.atelier.ingest.webhooks.Attempt.Early;
import dev.atelier.ingest.webhooks.Attempt.Pointless;
import dev.atelier.ingest.webhooks.Attempt.Unanswered;
import dev.atelier.ingest.webhooks.Verdict.Again;
import dev.atelier.ingest.webhooks.Verdict.Delivered;
import dev.atelier.ingest.webhooks.Verdict.Disabled;
import dev.atelier.ingest.webhooks.Verdict.Dropped;
import dev.atelier.ingest.webhooks.Verdict.GivenUp;
import dev.atelier.ingest.webhooks.Verdict.Judge;
import dev.atelier.ingest.webhooks.Verdict.Postponed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from an attempt. */
class JudgeTest {
    private static final Duration HOUR = Duration.ofHours(1);
    /** In the middle, where there is no jitter. */
    private static final RandomGenerator EVEN = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    private final Judge judge = new Judge(new Schedule(List.of(Duration.ZERO, Duration.ofMinutes(5))), HOUR, EVEN);

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void countsWhatIsAnsweredBy2xxAsDelivered(int status) {
        assertThat(judge.of(answered(status), 1)).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 301, 302, 307, 308, 400, 401, 404, 500, 503})
    void triesAgainWhateverElseIsAnswered(int status) {
        assertThat(judge.of(answered(status), 1)).isEqualTo(new Again(Duration.ofMinutes(5), Duration.ZERO));
    }

    @Test
    void triesAgainWhenNothingIsAnswered() {
        assertThat(judge.of(new Unanswered("gave no answer in time"), 1))
                .isEqualTo(new Again(Duration.ofMinutes(5), Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 504})
    void leavesAloneWhoCannotFollow(int status) {
        assertThat(judge.of(answered(status), 1)).isEqualTo(new Again(Duration.ofMinutes(5), Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "429, PT20M, PT20M, PT20M",
        "429, PT5S, PT5M, PT5S",
        "429, PT48H, PT1H, PT1H",
        "503, PT20M, PT20M, PT0S",
        "500, PT48H, PT1H, PT0S"
    })
    void waitsAsLongAsItIsAskedToWithinABound(int status, Duration asked, Duration wait, Duration pause) {
        assertThat(judge.of(new Answered(status, Optional.of(asked)), 1)).isEqualTo(new Again(wait, pause));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(judge.of(answered(500), 2)).isEqualTo(new GivenUp());
    }

    @Test
    void disablesAnEndpointThatIsGone() {
        assertThat(judge.of(answered(410), 1)).isEqualTo(new Disabled());
    }

    @Test
    void dropsWhatIsPointlessAndPostponesWhatIsEarly() {
        assertThat(judge.of(new Pointless("it is gone"), 1)).isEqualTo(new Dropped());
        assertThat(judge.of(new Early(), 1)).isEqualTo(new Postponed());
    }

    private static Answered answered(int status) {
        return new Answered(status, Optional.empty());
    }
}
