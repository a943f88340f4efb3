package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    /** The clock passes its largest value meanwhile, as it may. */
    private static final long BEGUN = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();

    private final AtomicLong clock = new AtomicLong(BEGUN);
    private final Questions questions = new Questions(clock::get);

    @BeforeEach
    void waits() {
        clock.addAndGet(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void keepsALoneQuestionWaitingForNothing() {
        assertThat(questions.turn(BEGUN)).isZero();
    }

    @Test
    void spreadsThoseThatAreDueTogether() {
        var turns = Stream.generate(() -> questions.turn(BEGUN)).limit(3);

        assertThat(turns).containsExactly(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));
    }

    @Test
    void forgetsTurnsThatNobodyTook() {
        questions.turn(BEGUN);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        var turns = Stream.generate(() -> questions.turn(BEGUN)).limit(2);

        assertThat(turns).containsExactly(Duration.ZERO, Duration.ofMillis(1));
    }

    @Test
    void keepsNoYoungJobWaiting() {
        questions.turn(BEGUN);
        long young = clock.get() - Duration.ofSeconds(4).toNanos();

        assertThat(questions.turn(young)).isZero();
    }
}
