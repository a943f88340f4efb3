package dev.atelier.ingest.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.PatternRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownPatternsTest {
    private final KnownPatterns known = new KnownPatterns();

    @Test
    void numbersVersionsInTheOrderOfTheLog() {
        known.accept("p-1/a", Records.draft("first"));
        known.accept("p-1/b", Records.draft("second"));

        assertThat(pattern().versions())
                .extracting(version -> version.definition().name())
                .containsExactly("first", "second");
        assertThat(pattern().versions()).extracting(Version::number).containsExactly(1, 2);
        assertThat(pattern().published()).isEmpty();
    }

    @Test
    void showsTheVersionThatWasPublishedLast() {
        known.accept("p-1/a", Records.version("first", Saving.asIs(true)));
        known.accept("p-1/b", Records.version("second", Saving.asIs(true)));
        known.accept("p-1/c", Records.draft("third"));
        assertThat(pattern().current()).map(Version::number).contains(2);

        known.accept("p-1/published", Records.published(1));
        assertThat(pattern().current()).map(Version::number).contains(1);

        known.accept("p-1/d", Records.version("fourth", Saving.asIs(true)));
        assertThat(pattern().current()).map(Version::number).contains(4);
    }

    @Test
    void doesNotCountAVersionWhoseBaseIsNotTheLatest() {
        known.accept("p-1/a", Records.draft("first"));
        known.accept("p-1/b", Records.version("faster", new Saving(true, Optional.of(1))));
        known.accept("p-1/c", Records.version("slower", new Saving(true, Optional.of(1))));

        assertThat(pattern().versions())
                .extracting(version -> version.definition().name())
                .containsExactly("first", "faster");
        assertThat(pattern().published()).contains(2);
    }

    @Test
    void keepsADeletedPatternDeletedWhateverComesLate() {
        known.accept("p-1/a", Records.draft("first"));
        known.accept("p-1/deleted", Records.deleted());
        known.accept("p-1/b", Records.draft("late"));

        assertThat(known.find(Records.PROJECT, "p-1")).isEmpty();
        assertThat(known.of(Records.PROJECT)).isEmpty();
    }

    @Test
    void showsAPatternToItsOwnProjectAloneAndLetsNoOtherSpeakOfIt() {
        known.accept("p-1/a", Records.draft("first"));
        known.accept("p-1/b", Records.of("other", Records.definition("foreign").saved(Saving.asIs(true))));

        assertThat(pattern().versions()).hasSize(1);
        assertThat(known.find("other", "p-1")).isEmpty();
        assertThat(known.of("other")).isEmpty();
    }

    @Test
    void leavesOutThePublishingOfAVersionThatThereIsNot() {
        known.accept("p-1/published", Records.published(1));
        known.accept("p-1/a", Records.draft("first"));
        known.accept("p-1/published", Records.published(7));

        assertThat(pattern().published()).isEmpty();
    }

    /** A compacted log has the last record of each key, where it lay. */
    @Test
    void knowsTheSameAfterACompaction() {
        List<Map.Entry<String, PatternRecord>> log = List.of(
                Map.entry("p-1/a", Records.version("first", Saving.asIs(true))),
                Map.entry("p-1/active", Records.switched(false)),
                Map.entry("p-1/b", Records.version("void", new Saving(true, Optional.of(9)))),
                Map.entry("p-1/published", Records.published(1)),
                Map.entry("p-1/c", Records.version("second", Saving.asIs(true))),
                Map.entry("p-1/active", Records.switched(true)),
                Map.entry("p-1/d", Records.draft("third")),
                Map.entry("p-1/published", Records.published(2)));
        Map<String, PatternRecord> last = new LinkedHashMap<>();
        log.forEach(record -> {
            last.remove(record.getKey());
            last.put(record.getKey(), record.getValue());
        });
        last.remove("p-1/b");
        var compacted = new KnownPatterns();

        log.forEach(record -> known.accept(record.getKey(), record.getValue()));
        last.forEach(compacted::accept);

        assertThat(compacted.find(Records.PROJECT, "p-1")).contains(pattern());
        assertThat(pattern().active()).isTrue();
        assertThat(pattern().published()).contains(2);
        assertThat(pattern().versions()).hasSize(3);
    }

    private Pattern pattern() {
        return known.find(Records.PROJECT, "p-1").orElseThrow();
    }
}
