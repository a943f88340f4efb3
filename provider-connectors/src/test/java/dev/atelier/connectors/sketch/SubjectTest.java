package dev.atelier.connectors.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.picture.Size;
import java.awt.Color;
import org.junit.jupiter.api.Test;

/** What the painter understands of a prompt. */
class SubjectTest {
    private static final Color RED = Colours.named("red").orElseThrow();
    private static final Color WHITE = Colours.named("white").orElseThrow();

    @Test
    void givesAColourToTheThingBehindIt() {
        var subject = Subject.read("A red fox, under a WHITE moon");

        assertThat(subject.figures())
                .containsExactly(new Subject.Figure(Motif.FOX, RED), new Subject.Figure(Motif.MOON, WHITE));
        assertThat(subject.tint()).isEmpty();
        assertThat(subject.night()).isTrue();
    }

    @Test
    void tintsTheWholePictureWithAColourOfNothing() {
        assertThat(Subject.read("a dream in red").tint()).contains(RED);
        assertThat(Subject.read("two cats, all red").tint()).contains(RED);
    }

    @Test
    void knowsPlurals() {
        assertThat(Subject.read("foxes, houses and trees").figures())
                .extracting(Subject.Figure::motif)
                .containsExactly(Motif.FOX, Motif.HOUSE, Motif.TREE);
    }

    @Test
    void findsNothingInOtherWords() {
        var subject = Subject.read("日本語 \uD83E\uDD8A 42 !?");

        assertThat(subject.figures()).isEmpty();
        assertThat(subject.night()).isFalse();
    }

    @Test
    void paintsEachMotifItKnows() {
        for (Motif motif : Motif.values()) {
            var with = Painter.paint(motif.name(), 3, new Size(24, 24));
            assertThat(with.getWidth()).isEqualTo(24);
        }
    }
}
