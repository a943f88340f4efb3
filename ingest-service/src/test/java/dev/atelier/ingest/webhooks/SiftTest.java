package dev.atelier.ingest.webhooks;

import static dev.atelier.ingest.webhooks.Samples.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a line has on the log. */
class SiftTest {
    private final Sift sift = new Sift("whe_1", new Reading(5, Set.of("known"), 2));

    @Test
    void passesOverOtherLinesAndWhatIsKnown() {
        assertThat(sift.concerns("whe_1/a")).isTrue();
        assertThat(sift.concerns("whe_1/known")).isFalse();
        assertThat(sift.concerns("whe_11/a")).isFalse();
    }

    @Test
    void findsTheLatestOfEachAndNoneThatIsOver() {
        sift.take("whe_1/a", delivery("a").build(), 5);
        sift.take("whe_1/b", delivery("b").build(), 6);
        sift.take("whe_1/a", delivery("a").setAttempts(1).build(), 7);
        sift.take("whe_1/b", null, 8);

        assertThat(sift.found())
                .isEqualTo(new Found(List.of(delivery("a").setAttempts(1).build()), OptionalLong.empty()));
    }

    @Test
    void saysWhereThatBeginsForWhichThereIsNoRoom() {
        sift.take("whe_1/a", delivery("a").build(), 5);
        sift.take("whe_1/b", delivery("b").build(), 6);
        sift.take("whe_1/c", delivery("c").build(), 7);
        sift.take("whe_1/d", delivery("d").build(), 8);

        assertThat(sift.found())
                .isEqualTo(
                        new Found(List.of(delivery("a").build(), delivery("b").build()), OptionalLong.of(7)));
    }
}
