package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import dev.atelier.event.PauseKind;
import dev.atelier.event.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws histories. Each has a character of its own: what is frequent in one hardly happens in the next. */
final class Histories {
    private static final double OFTEN = 0.3;
    private static final double RARELY = 0.02;
    private static final int MANY = 100;
    private static final int LAST = -1;

    private final RandomGenerator random;
    private final Setting setting;
    private final List<Kind> kinds;
    private final int lanes;
    private final double trouble;
    private final double closeness;

    /** An operation, and how often it is drawn. */
    private record Kind(double weight, Supplier<Operation> operation) {}

    private Histories(RandomGenerator random) {
        this.random = random;
        this.setting = setting();
        this.lanes = random.nextInt(1, 4);
        this.trouble = random.nextDouble();
        this.closeness = oneIn(4) ? OFTEN : RARELY;
        this.kinds = kinds();
    }

    /** The same seed always gives the same history. */
    static History draw(long seed) {
        var histories = new Histories(new SplittableRandom(seed));
        List<Operation> limits = histories.some(6, histories::define);
        Stream<Operation> steps =
                histories.some(histories.length(), histories::steps).stream().flatMap(List::stream);
        return new History(
                histories.setting, Stream.concat(limits.stream(), steps).toList());
    }

    private Setting setting() {
        int projects = random.nextInt(1, 5);
        boolean weighted = oneIn(3);
        return new Setting(
                IntStream.range(0, projects)
                        .map(_ -> weighted ? random.nextInt(1, 4) : 1)
                        .boxed()
                        .toList(),
                random.nextInt(1, 4),
                random.nextInt(1, 3),
                random.nextBoolean(),
                Duration.ofSeconds(random.nextInt(2, 7)),
                random.nextInt(1, 5),
                oneIn(6));
    }

    private List<Kind> kinds() {
        return List.of(
                kind(20, () -> new Operation.Submit(wish())),
                kind(2, () -> new Operation.SubmitAgain(any())),
                kind(3, () -> new Operation.Cancel(any())),
                kind(3, () -> new Operation.Move(any())),
                kind(2, () -> new Operation.Pause(paused(), random.nextBoolean())),
                kind(0.5, () -> new Operation.Purge(fitting())),
                kind(5, Operation.Readmit::new),
                kind(30, () -> new Operation.Read(random.nextInt(1, oneIn(4) ? 20 : 3))),
                kind(20, () -> new Operation.Pass(time())),
                kind(5, () -> new Operation.Stall(time())),
                kind(5, Operation.Tick::new),
                kind(2, Operation.Restart::new),
                kind(2, this::define),
                kind(20, () -> new Operation.Take(any(), !oneIn(8), clockAhead())),
                kind(40, () -> new Operation.Work(any(), answer(), !oneIn(8))),
                kind(10, () -> new Operation.Beat(any())),
                kind(3, () -> new Operation.Die(any())),
                kind(2, () -> new Operation.HandOver(any())),
                kind(3, () -> new Operation.HearStop(any())),
                kind(2, () -> new Operation.SayAgain(any())));
    }

    private Kind kind(double weight, Supplier<Operation> operation) {
        return new Kind(weight * Math.pow(4, random.nextDouble(-1, 1)), operation);
    }

    /** Most are short, so that there are many; some things take long to come about. */
    private int length() {
        if (closeness > RARELY) {
            return 40;
        }
        return oneIn(10) ? 400 : 100;
    }

    private List<Operation> steps() {
        return random.nextDouble() < closeness ? closeCall() : List.of(operation());
    }

    /** A lease runs out while what would have renewed it is on its way. */
    private List<Operation> closeCall() {
        List<Operation> begin = List.of(
                new Operation.Submit(wish()),
                new Operation.Read(MANY),
                new Operation.Take(LAST, true, clockAhead()),
                new Operation.Read(MANY));
        List<Supplier<Operation>> goOn = List.of(
                () -> new Operation.Pass(thirdsOfALease()),
                () -> oneIn(2) ? new Operation.Beat(LAST) : new Operation.Work(LAST, Vendor.Answer.PENDING, true),
                () -> new Operation.Read(random.nextInt(3)));
        return Stream.concat(
                        begin.stream(),
                        Stream.generate(() -> goOn)
                                .limit(random.nextInt(2, 6))
                                .flatMap(List::stream)
                                .filter(_ -> !oneIn(4))
                                .map(Supplier::get))
                .toList();
    }

    private Operation operation() {
        double drawn =
                random.nextDouble(kinds.stream().mapToDouble(Kind::weight).sum());
        for (Kind kind : kinds) {
            drawn -= kind.weight();
            if (drawn < 0) {
                return kind.operation().get();
            }
        }
        return new Operation.Tick();
    }

    private Operation.Wish wish() {
        return new Operation.Wish(
                any(),
                any(),
                List.of(Lane.NORMAL, Lane.INTERACTIVE, Lane.BATCH).get(random.nextInt(lanes)),
                oneIn(4) ? random.nextInt(-1, 3) : 0,
                new Operation.Terms(deadline(), deadline(), oneIn(10)));
    }

    private Optional<Duration> deadline() {
        return oneIn(6) ? Optional.of(time().multipliedBy(random.nextInt(1, 6))) : Optional.empty();
    }

    private Operation.Paused paused() {
        var kinds = List.of(PauseKind.LANE, PauseKind.ACCOUNT, PauseKind.MODEL);
        return new Operation.Paused(kinds.get(random.nextInt(kinds.size())), any());
    }

    private Operation.Fitting fitting() {
        return new Operation.Fitting(
                maybe(this::any),
                maybe(this::any),
                maybe(this::any),
                maybe(() -> List.of(Lane.NORMAL, Lane.INTERACTIVE, Lane.BATCH).get(random.nextInt(3))));
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return oneIn(3) ? Optional.of(one.get()) : Optional.empty();
    }

    private Operation define() {
        var kinds = List.of(Config.Kind.values());
        var kind = kinds.get(random.nextInt(kinds.size()));
        Optional<Integer> slots = oneIn(2) ? Optional.of(random.nextInt(1, 4)) : Optional.empty();
        Optional<RateLimit> rate = oneIn(2)
                ? Optional.of(new RateLimit(List.of(0.5, 1.0, 2.0, 10.0).get(random.nextInt(4)), random.nextInt(1, 4)))
                : Optional.empty();
        return new Operation.Define(kind, any(), new Limit(slots, rate));
    }

    /** Mostly much shorter than a lease, sometimes about as long. */
    private Duration time() {
        long lease = setting.lease().toMillis();
        return Duration.ofMillis(
                switch (random.nextInt(6)) {
                    case 0, 1 -> random.nextLong(1, 100);
                    case 2, 3 -> random.nextLong(100, 1_000);
                    case 4 -> random.nextLong(1_000, lease);
                    default -> random.nextLong(lease - 200, lease + lease / 2);
                });
    }

    private Duration thirdsOfALease() {
        return Duration.ofMillis(setting.lease().toMillis() / 3 * random.nextInt(1, 5) + random.nextInt(-50, 150));
    }

    /** No more than the contract allows for. */
    private Duration clockAhead() {
        long most = setting.lease().toMillis() / 4;
        return oneIn(3) ? Duration.ofMillis(random.nextLong(-most, most)) : Duration.ZERO;
    }

    private Vendor.Answer answer() {
        var answers = Vendor.Answer.values();
        return random.nextDouble() < trouble
                ? answers[random.nextInt(answers.length)]
                : oneIn(3) ? Vendor.Answer.SUCCEEDED : Vendor.Answer.PENDING;
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(most)).toList();
    }

    private int any() {
        return random.nextInt(1_000);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
