package dev.atelier.dispatch.scheduling;

import dev.atelier.event.PurgeRequested;
import dev.atelier.event.PurgeState;
import dev.atelier.event.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which purges were read, and what they cover: what waited then and fits. An arrival has a number and a purge has none, so
 * a purge covers all until somebody arrives, and from then on those with a lower number. A purge is kept for a day, for
 * what rests between two attempts is met only when it wants to stand in line again
 * (docs/adr/0010-let-operators-hold-reorder-and-empty-the-line.md).
 */
final class Purges {
    private static final Duration KEPT = Duration.ofDays(1);

    private final KeyValueStore<String, PurgeState> store;
    private final Map<String, PurgeState> known = new TreeMap<>();
    /** Flows in which somebody may stand whom a purge covers. */
    private final Set<Flow> unswept = new LinkedHashSet<>();

    private boolean openEnded;

    Purges(KeyValueStore<String, PurgeState> store) {
        this.store = store;
        try (var all = store.all()) {
            all.forEachRemaining(entry -> known.put(entry.key, entry.value));
        }
        openEnded = known.values().stream().anyMatch(state -> state.getBefore().isEmpty());
    }

    /** {@code purge} was read; {@code waiting} are the flows that have anybody waiting. */
    void read(PurgeRequested purge, long number, Collection<Flow> waiting, Instant now) {
        forgetOld(now);
        put(key(number), new PurgeState(purge, now, null, false));
        openEnded = true;
        unswept.addAll(waiting.stream().filter(flow -> fits(purge, flow)).toList());
    }

    /** After a start: what was not swept is swept again, from the beginning. */
    void start(Collection<Flow> waiting) {
        known.values().stream()
                .filter(state -> !state.getSwept())
                .forEach(state -> waiting.stream()
                        .filter(flow -> fits(state.getPurge(), flow))
                        .forEach(unswept::add));
    }

    /** A generation has arrived that no purge covers which was read before. */
    void arrived(long sequence) {
        if (openEnded) {
            openEnded = false;
            change(
                    state -> state.getBefore().isPresent(),
                    state -> PurgeState.newBuilder(state).setBefore(sequence).build());
        }
    }

    /** Whether {@code waiting} is to end. */
    boolean cover(Scheduled waiting) {
        if (known.isEmpty()) {
            return false;
        }
        Flow flow = Place.of(waiting).flow();
        return known.values().stream()
                .anyMatch(state -> fits(state.getPurge(), flow)
                        && state.getBefore()
                                .filter(before -> before <= waiting.getSequence())
                                .isEmpty()
                        && waiting.getRestedAt()
                                .filter(state.getReadAt()::isBefore)
                                .isEmpty());
    }

    /** Whether somebody of {@code flow} may still have to end, so that nobody of it is served. */
    boolean areSweeping(Flow flow) {
        return unswept.contains(flow);
    }

    /** The flow to sweep next. */
    Optional<Flow> toSweep() {
        return unswept.stream().findFirst();
    }

    /** Nobody stands in {@code flow} any more whom a purge covers. */
    void swept(Flow flow) {
        unswept.remove(flow);
        rest();
    }

    /** What is swept need not be swept again after a start. */
    void rest() {
        if (unswept.isEmpty()) {
            change(
                    PurgeState::getSwept,
                    state -> PurgeState.newBuilder(state).setSwept(true).build());
        }
    }

    /** When to go on sweeping: at once, while there is anything to sweep. */
    Optional<Instant> next() {
        return unswept.isEmpty()
                ? Optional.empty()
                : known.values().stream().map(PurgeState::getReadAt).findFirst();
    }

    private void forgetOld(Instant now) {
        known.entrySet().stream()
                .filter(entry -> entry.getValue().getSwept()
                        && entry.getValue().getReadAt().isBefore(now.minus(KEPT)))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(old -> {
                    known.remove(old);
                    store.delete(old);
                });
    }

    private void change(Predicate<PurgeState> isDone, UnaryOperator<PurgeState> change) {
        known.entrySet().stream()
                .filter(entry -> !isDone.test(entry.getValue()))
                .toList()
                .forEach(entry -> put(entry.getKey(), change.apply(entry.getValue())));
    }

    private void put(String key, PurgeState state) {
        known.put(key, state);
        store.put(key, state);
    }

    private static boolean fits(PurgeRequested purge, Flow flow) {
        return purge.getProvider().equals(flow.provider())
                && purge.getAccount()
                        .filter(account -> !account.equals(flow.account()))
                        .isEmpty()
                && purge.getModel().filter(model -> !model.equals(flow.model())).isEmpty()
                && purge.getLane().filter(lane -> lane != flow.lane()).isEmpty()
                && purge.getProject()
                        .filter(project -> !project.equals(flow.project()))
                        .isEmpty();
    }

    private static String key(long number) {
        return HexFormat.of().toHexDigits(number);
    }
}
