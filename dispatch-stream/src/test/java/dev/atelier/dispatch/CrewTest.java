package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No more is put out than the workers of a provider can have in hand. */
class CrewTest {
    /** A change is seen within this. */
    private static final Duration SOON = Duration.ofMillis(2_050);

    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void manySlots() {
        dispatch.account("sketch", 100);
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void putsOutAsMuchAsTheAccountAllowsWhereNobodyAnnouncesHimself() {
        dispatch.submit("a", "b", "c");

        assertThat(dispatch.jobs()).hasSize(3);
    }

    @Test
    void putsOutOneMoreThanThereAreSlots() {
        dispatch.announce("one", 1, false, Requests.NOON);

        dispatch.submit("a", "b", "c");

        assertThat(dispatch.jobs()).hasSize(2);
    }

    @Test
    void putsOutTheNextWhenOneEnds() {
        dispatch.announce("one", 1, false, Requests.NOON);
        dispatch.submit("a", "b", "c");
        var first = dispatch.jobs();

        dispatch.succeed(first.getFirst());

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    @Test
    void addsUpWhatTheWorkersHave() {
        dispatch.announce("one", 1, false, Requests.NOON);
        dispatch.announce("two", 2, false, Requests.NOON);

        dispatch.submit("a", "b", "c", "d", "e", "f");

        assertThat(dispatch.jobs()).hasSize(5);
    }

    @Test
    void keepsAllInLineWhileNobodyWorks() {
        dispatch.announce("one", 4, true, Requests.NOON);
        dispatch.announce("two", 4, false, Requests.NOON.minusSeconds(31));

        dispatch.submit("a", "b");
        dispatch.pass(Duration.ofMinutes(5));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void goesOnInTheirOrderWhenSomebodyComes() {
        dispatch.announce("one", 4, true, Requests.NOON);
        dispatch.submit("a", "b");

        dispatch.announce("two", 4, false, Requests.NOON);
        dispatch.pass(SOON);

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("a"), Requests.id("b"));
    }
}
