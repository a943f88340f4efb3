package dev.atelier.ingest.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.PatternRecord;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.SampleCatalogue;
import dev.atelier.ingest.keys.Caller;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatternsTest {
    private static final Caller CALLER = new Caller(Records.PROJECT, "key_1");

    private final Log log = new Log();
    private final KnownPatterns here = new KnownPatterns();
    private final KnownPatterns there = new KnownPatterns();
    private final Patterns patterns = patterns(here);
    private final Patterns elsewhere = patterns(there);

    /** Hands what is written to both instances, in one order; what comes {@code before} goes first. */
    private final class Log implements Patterns.Saying {
        private final List<String> keys = new ArrayList<>();
        private Runnable before = () -> {};

        @Override
        public void put(String key, PatternRecord record) {
            Runnable first = before;
            before = () -> {};
            first.run();
            append(key, record);
        }

        @Override
        public void forget(String key) {
            append(key, null);
        }

        private synchronized void append(String key, @Nullable PatternRecord record) {
            keys.add(key);
            here.accept(key, record);
            there.accept(key, record);
        }
    }

    private Patterns patterns(KnownPatterns known) {
        return new Patterns(
                known,
                log,
                new PatternRules(new ExtractionModels(SampleCatalogue.extracting())),
                InstantSource.fixed(Records.NOON));
    }

    @Test
    void makesAPatternThatIsPublishedAtOnce() throws InterruptedException {
        Pattern made = patterns.create(CALLER, Records.definition("shelf"), true);

        assertThat(elsewhere.get(Records.PROJECT, made.id())).isEqualTo(made);
        assertThat(made.current()).map(version -> version.definition().name()).contains("shelf");
        assertThat(made.active()).isTrue();
        assertThat(made.versions().getFirst().keyId()).contains("key_1");
    }

    @Test
    void givesEachOfManyWhoSaveAtOnceAVersionOfTheirOwn() throws Exception {
        String id = patterns.create(CALLER, Records.definition("first"), true).id();
        List<Callable<Version>> savers = IntStream.range(0, 40)
                .<Callable<Version>>mapToObj(number -> () -> (number % 2 == 0 ? patterns : elsewhere)
                        .save(CALLER, id, Records.definition("v" + number), Saving.asIs(false)))
                .toList();

        Set<Integer> numbers = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var saved : executor.invokeAll(savers)) {
                numbers.add(saved.get().number());
                names.add(saved.get().definition().name());
            }
        }

        assertThat(numbers).hasSize(40).allMatch(number -> number >= 2 && number <= 41);
        assertThat(names).hasSize(40);
        assertThat(there.find(Records.PROJECT, id)).isEqualTo(here.find(Records.PROJECT, id));
        assertThat(log.keys).doesNotHaveDuplicates();
    }

    @Test
    void laysAChangeOverWhatAnotherSavedMeanwhile() throws InterruptedException {
        String id = patterns.create(CALLER, Records.definition("shelf"), true).id();
        log.before = () -> save(elsewhere, id, renamed(latest(id), "theirs"));

        Version mine = patterns.change(CALLER, id, old -> instructed(old, "Look twice"), true);

        assertThat(mine.number()).isEqualTo(3);
        assertThat(mine.definition().name()).isEqualTo("theirs");
        assertThat(mine.definition().instructions()).isEqualTo("Look twice");
    }

    @Test
    void refusesAVersionThatWasToFollowAnotherOne() throws InterruptedException {
        String id = patterns.create(CALLER, Records.definition("shelf"), true).id();
        log.before = () -> save(elsewhere, id, Records.definition("theirs"));
        var onTheFirst = new Saving(true, Optional.of(1));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> patterns.save(CALLER, id, Records.definition("mine"), onTheFirst))
                .satisfies(e -> assertThat(e.refusal())
                        .isEqualTo(new NotNow("The version that this is based on is not the latest any more: version 2"
                                + " is. Look at that first.")));
        assertThat(latest(id).name()).isEqualTo("theirs");
    }

    @Test
    void publishesAnOlderVersionAgain() throws InterruptedException {
        String id = patterns.create(CALLER, Records.definition("first"), true).id();
        var _ = patterns.save(CALLER, id, Records.definition("second"), Saving.asIs(true));

        Pattern back = patterns.publish(CALLER, id, 1);

        assertThat(back.current()).map(version -> version.definition().name()).contains("first");
        assertThat(back.versions()).hasSize(2);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> patterns.publish(CALLER, id, 3))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(NotFound.class));
    }

    @Test
    void switchesAPatternOffAndOnWithoutAnotherVersion() throws InterruptedException {
        String id = patterns.create(CALLER, Records.definition("shelf"), true).id();

        assertThat(patterns.activate(CALLER, id, false).active()).isFalse();
        assertThat(patterns.activate(CALLER, id, true).active()).isTrue();
        assertThat(patterns.get(Records.PROJECT, id).versions()).hasSize(1);
    }

    @Test
    void removesAPatternForGood() throws InterruptedException {
        String id = patterns.create(CALLER, Records.definition("shelf"), true).id();

        patterns.remove(CALLER, id);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> elsewhere.get(Records.PROJECT, id))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(NotFound.class));
        assertThat(patterns.all(Records.PROJECT)).isEmpty();
    }

    @Test
    void hasNothingForAnotherProject() throws InterruptedException {
        String id = patterns.create(CALLER, Records.definition("shelf"), true).id();
        var stranger = new Caller("other", "key_2");

        assertThat(patterns.all("other")).isEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> patterns.save(stranger, id, Records.definition("x"), Saving.asIs(true)))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(NotFound.class));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> patterns.remove(stranger, id));
    }

    private Definition latest(String id) {
        return patterns.get(Records.PROJECT, id).latest().definition();
    }

    private static void save(Patterns where, String id, Definition wanted) {
        try {
            var _ = where.save(CALLER, id, wanted, Saving.asIs(true));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Definition renamed(Definition old, String name) {
        return new Definition(
                name, old.instructions(), old.schema(), old.format(), old.template(), old.model(), old.examples());
    }

    private static Definition instructed(Definition old, String instructions) {
        return new Definition(
                old.name(), instructions, old.schema(), old.format(), old.template(), old.model(), old.examples());
    }
}
