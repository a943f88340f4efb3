package dev.atelier.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FlowReported;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.QueuePlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final String MODEL = "atelier/sketch";

    /** Of random lines, everybody's position is the one at which it is served. */
    @Test
    void saysWhenEachIsServed() {
        for (long seed = 0; seed < 300; seed++) {
            LineReported line = line(lanes(new SplittableRandom(seed)));
            List<OneByOne.Waiting> served = new OneByOne(line.getLanes()).served();

            List<Optional<Long>> positions = served.stream()
                    .map(one -> Outlook.position(line, one.project(), place(one.lane(), one.model(), one.rank())))
                    .toList();

            assertThat(positions)
                    .as("seed %d", seed)
                    .isEqualTo(LongStream.rangeClosed(1, served.size())
                            .mapToObj(Optional::of)
                            .toList());
        }
    }

    @Test
    void spreadsEvenlyThoseWhoseRanksItDoesNotKnow() {
        FlowReported flow = flow("A", 1_000, LongStream.range(0, 32).boxed().toList(), 999);
        LineReported line = line(List.of(lane(Lane.NORMAL, flow)));

        assertThat(IntStream.of(0, 31, 32, 500, 999).mapToObj(rank -> position(line, "A", rank)))
                .containsExactly(
                        Optional.of(1L), Optional.of(32L), Optional.of(33L), Optional.of(501L), Optional.of(1_000L));
    }

    @Test
    void putsWhoJoinedSinceBehindAllOthers() {
        LineReported line = line(List.of(lane(Lane.NORMAL, flow("A", 3, List.of(4L, 5L, 6L), 6))));

        assertThat(position(line, "A", 7)).contains(4L);
    }

    @Test
    void takesWhoWasServedSinceForTheNext() {
        LineReported line = line(List.of(lane(Lane.NORMAL, flow("A", 3, List.of(4L, 5L, 6L), 6))));

        assertThat(position(line, "A", 3)).contains(1L);
    }

    @Test
    void countsOneATurnOfThoseWhoAreNotListed() {
        var lane = new LaneReported(Lane.NORMAL, 13L, 0, 0, List.of(flow("A", 3, List.of(4L, 5L, 6L), 6)), 4);

        assertThat(IntStream.of(4, 5, 6).mapToObj(rank -> position(line(List.of(lane)), "A", rank)))
                .containsExactly(Optional.of(1L), Optional.of(6L), Optional.of(11L));
    }

    @Test
    void saysNothingOfAFlowThatIsNotListed() {
        LineReported line = line(List.of(lane(Lane.NORMAL, flow("A", 1, List.of(4L), 4))));

        assertThat(position(line, "B", 4)).isEmpty();
        assertThat(Outlook.position(line, "A", place(Lane.BATCH, MODEL, 4))).isEmpty();
        assertThat(Outlook.position(line, "A", place(Lane.NORMAL, "atelier/other", 4)))
                .isEmpty();
        assertThat(position(line(List.of()), "A", 4)).isEmpty();
    }

    @Test
    void countsAMillionAtOnce() {
        LineReported line = line(List.of(
                lane(Lane.INTERACTIVE, flow("A", 1_000_000, List.of(0L), 999_999)),
                lane(Lane.NORMAL, flow("A", 1_000_000, List.of(0L), 999_999)),
                lane(Lane.BATCH, flow("A", 1_000_000, List.of(0L), 999_999))));

        // The lane that is last in order waits for all others, and goes first once in 65 while they do.
        assertThat(Outlook.position(line, "A", place(Lane.BATCH, MODEL, 999_999)))
                .contains(3_000_000L);
    }

    private static List<LaneReported> lanes(RandomGenerator random) {
        List<LaneReported> lanes = new ArrayList<>();
        for (Lane lane : List.of(Lane.INTERACTIVE, Lane.NORMAL, Lane.BATCH)) {
            if (random.nextInt(4) > 0) {
                lanes.add(lane(lane, random));
            }
        }
        return lanes;
    }

    private static LaneReported lane(Lane lane, RandomGenerator random) {
        List<FlowReported> flows = new ArrayList<>();
        int projects = random.nextInt(1, 5);
        int most = random.nextInt(5) == 0 ? 32 : 6;
        var ranks = new TreeSet<Long>();
        for (int project = 0; project < projects; project++) {
            int weight = random.nextInt(1, 4);
            for (int model = 0; model < random.nextInt(1, 3); model++) {
                flows.add(flow("p" + project, weight, "m" + model, ranks(random, most, ranks)));
            }
        }
        boolean inATurn = flows.getFirst().getWeight() > 1 && random.nextBoolean();
        return new LaneReported(
                lane,
                flows.stream().mapToLong(FlowReported::getWaiting).sum(),
                lane == Lane.INTERACTIVE ? 0 : random.nextInt(70),
                inATurn ? random.nextInt(1, flows.getFirst().getWeight()) : 0,
                flows,
                0);
    }

    /** No rank is given twice in a lane. */
    private static List<Long> ranks(RandomGenerator random, int most, Set<Long> given) {
        var ranks = new TreeSet<Long>();
        int count = random.nextInt(1, most + 1);
        while (ranks.size() < count) {
            long rank = random.nextLong(-2_000, 2_000);
            if (given.add(rank)) {
                ranks.add(rank);
            }
        }
        return List.copyOf(ranks);
    }

    private static FlowReported flow(String project, int weight, String model, List<Long> ranks) {
        return new FlowReported(project, weight, model, ranks.size(), ranks, ranks.getLast());
    }

    private static FlowReported flow(String project, int waiting, List<Long> ranks, long last) {
        return new FlowReported(project, 1, MODEL, waiting, ranks, last);
    }

    private static LaneReported lane(Lane lane, FlowReported flow) {
        return new LaneReported(lane, (long) flow.getWaiting(), 0, 0, List.of(flow), 0);
    }

    private static LineReported line(List<LaneReported> lanes) {
        return LineReported.newBuilder()
                .setAccount("a")
                .setProvider("p")
                .setAt(Instant.EPOCH)
                .setPerSecond(1)
                .setRunMillis(1_000L)
                .setRunning(1)
                .setSlots(1)
                .setLanes(lanes)
                .build();
    }

    private static Optional<Long> position(LineReported line, String project, long rank) {
        return Outlook.position(line, project, place(Lane.NORMAL, MODEL, rank));
    }

    private static QueuePlace place(Lane lane, String model, long rank) {
        return new QueuePlace("a", lane, model, rank);
    }
}
