package dev.atelier.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FlowReported;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.OnLimit;
import dev.atelier.event.QueuePlace;
import dev.atelier.ingest.line.Queue.Prospect;
import dev.atelier.ingest.line.Queue.Standing;
import dev.atelier.ingest.live.Places;
import dev.atelier.ingest.store.Generation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final GenerationRequested REQUEST = GenerationRequested.newBuilder()
            .setGenerationId("g-1")
            .setProject("demo")
            .setInput("{}")
            .setTags(List.of())
            .setLane(Lane.NORMAL)
            .setOnLimit(OnLimit.QUEUE)
            .setRequestedAt(Instant.EPOCH)
            .build();
    private static final Generation GENERATION = Generation.asked(REQUEST);

    private final Places places = new Places(10);
    private final Set<String> paused = new HashSet<>();

    @Test
    void saysWhichOneItIsAndWhenItIsLikelyToStart() {
        joined();

        assertThat(queue(line(0.1, 0)).of(GENERATION))
                .contains(new Standing(2, Optional.of(Instant.parse("2026-01-01T12:00:20Z"))));
    }

    @Test
    void takesTheSlotsForThePaceBeforeAnythingWasDispatched() {
        joined();

        assertThat(queue(line(0, 8_000)).of(GENERATION).orElseThrow().estimatedStart())
                .contains(Instant.parse("2026-01-01T12:00:04Z"));
    }

    @Test
    void saysNothingOfTheStartWhereNobodyCanTell() {
        joined();

        assertThat(queue(line(0, 0)).of(GENERATION)).contains(new Standing(2, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"account/sketch", "lane/normal", "model/atelier/sketch"})
    void saysNothingOfTheStartOfWhatIsPaused(String key) {
        joined();
        paused.add(key);

        assertThat(queue(line(1, 1_000)).of(GENERATION)).contains(new Standing(2, Optional.empty()));
    }

    @Test
    void saysNothingOfWhatJoinedUnseen() {
        assertThat(queue(line(1, 1_000)).of(GENERATION)).isEmpty();
    }

    @Test
    void saysNothingOfWhatWaitsNoLonger() {
        joined();

        assertThat(queue(line(1, 1_000)).of(GENERATION.canceling())).isEmpty();
        places.stepped(event(GenerationEventKind.STARTED).build());
        assertThat(queue(line(1, 1_000)).of(GENERATION)).isEmpty();
    }

    @Test
    void saysHowOneWouldStandThatJoinedNow() {
        Prospect behind = queue(line(0.1, 8_000)).joining("demo", place(Lane.NORMAL));
        Prospect inTurn = queue(line(0.1, 8_000)).joining("default", place(Lane.NORMAL));
        Prospect before = queue(line(0.1, 8_000)).joining("default", place(Lane.INTERACTIVE));
        paused.add("account/sketch");
        Prospect held = queue(line(0.1, 8_000)).joining("default", place(Lane.INTERACTIVE));

        assertThat(behind)
                .isEqualTo(new Prospect(
                        2, false, Optional.of(Instant.parse("2026-01-01T12:00:30Z")), Optional.of(8_000L)));
        assertThat(inTurn.before()).isEqualTo(1);
        assertThat(before)
                .isEqualTo(new Prospect(
                        0, false, Optional.of(Instant.parse("2026-01-01T12:00:00Z")), Optional.of(8_000L)));
        assertThat(held).isEqualTo(new Prospect(0, true, Optional.empty(), Optional.of(8_000L)));
    }

    private static QueuePlace place(Lane lane) {
        return new QueuePlace("sketch", lane, "atelier/sketch", Long.MAX_VALUE);
    }

    private void joined() {
        places.stepped(event(GenerationEventKind.WAITING)
                .setPlace(new QueuePlace("sketch", Lane.NORMAL, "atelier/sketch", 9L))
                .build());
    }

    private static GenerationEvent.Builder event(GenerationEventKind kind) {
        return GenerationEvent.newBuilder()
                .setGenerationId("g-1")
                .setProject("demo")
                .setRequestedAt(Instant.EPOCH)
                .setKind(kind)
                .setAt(Instant.EPOCH)
                .setAttempt(0);
    }

    private Queue queue(LineReported line) {
        return new Queue(
                places,
                account -> Optional.of(line).filter(it -> it.getAccount().equals(account)),
                paused::contains,
                () -> NOON);
    }

    /** Four slots, and one of its own before it. */
    private static LineReported line(double perSecond, long runMillis) {
        var flow = new FlowReported("demo", 1, "atelier/sketch", 2, List.of(8L, 9L), 9L);
        return LineReported.newBuilder()
                .setAccount("sketch")
                .setProvider("sketch")
                .setAt(NOON)
                .setPerSecond(perSecond)
                .setRunMillis(runMillis)
                .setRunning(4)
                .setSlots(4)
                .setLanes(List.of(new LaneReported(Lane.NORMAL, 2L, 0, 0, List.of(flow), 0)))
                .build();
    }
}
