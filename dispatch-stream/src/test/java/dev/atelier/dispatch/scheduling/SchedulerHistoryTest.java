package dev.atelier.dispatch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, in whatever order, scheduling keeps its {@link Promises}. The histories are drawn from the same seeds at
 * each build; {@code -Dhistories=1000000} plays more of them, and {@code -Dhistories.from=4711} begins with another.
 */
class SchedulerHistoryTest {
    private static final long FROM = Long.getLong("histories.from", 0);
    private static final long COUNT = Long.getLong("histories", 10_000);

    @Test
    void keepsItsPromisesWhateverHappens() {
        Map<String, Long> firstToBreak = new ConcurrentHashMap<>();

        LongStream.range(FROM, FROM + COUNT)
                .parallel()
                .forEach(seed -> Histories.draw(seed)
                        .play()
                        .ifPresent(broken -> firstToBreak.merge(broken.promise(), seed, Math::min)));

        assertThat(firstToBreak).as(() -> told(firstToBreak)).isEmpty();
    }

    /** For each broken promise the smallest history that breaks it. */
    private static String told(Map<String, Long> broken) {
        var story = new StringBuilder();
        new TreeMap<>(broken)
                .forEach((promise, seed) -> story.append("%n\"%s\", as seed %d breaks it:%n".formatted(promise, seed))
                        .append(Histories.draw(seed).smallest().told())
                        .append(System.lineSeparator()));
        return story.toString();
    }
}
