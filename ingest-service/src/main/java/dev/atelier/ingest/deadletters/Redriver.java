package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.RedriveRecorded;
import dev.atelier.ingest.deadletters.Redrive.Outcome;
import dev.atelier.ingest.deadletters.RedriveTransactions.Return;
import dev.atelier.ingest.deadletters.Targets.Target;
import dev.atelier.ingest.generation.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts dead letters back, each once. The record and what the audit says of it are one transaction, and all instances write
 * under one transactional id: whoever begins fences whoever began before, and reads the audit to its end before it decides.
 * So of two that would put the same one back, the second finds it done. Thread-safe.
 *
 * @see "docs/adr/0011-put-a-dead-letter-back-once.md"
 */
final class Redriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redriver.class);
    /** So long it tries again: whoever asked waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long FIRST_WAIT_MILLIS = 50;
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_WRITTEN = 10_000;

    private final Supplier<RedriveTransactions> open;
    private final Targets targets;
    private final Audit audit;
    private final InstantSource clock;
    /** What this instance has put back, and the audit may not have read yet. */
    private final Map<LetterId, RedriveRecorded> written = new ConcurrentHashMap<>();

    private Optional<RedriveTransactions> owned = Optional.empty();

    /** {@code open} begins to own the transactional id. */
    Redriver(Supplier<RedriveTransactions> open, Targets targets, Audit audit, InstantSource clock) {
        this.open = requireNonNull(open);
        this.targets = requireNonNull(targets);
        this.audit = requireNonNull(audit);
        this.clock = requireNonNull(clock);
    }

    private sealed interface Judgement {
        record Settled(Outcome outcome) implements Judgement {}

        record Wanted(Return back) implements Judgement {}
    }

    /** When and where {@code id} was put back last. */
    Optional<RedriveRecorded> find(LetterId id) {
        return Optional.ofNullable(written.get(id)).or(() -> audit.find(id));
    }

    /** What would come of {@code order}; writes nothing. Empty: it would be put back. */
    Optional<Outcome> foresee(DeadLetter letter, Redrive order) {
        return switch (judge(letter, order)) {
            case Judgement.Settled(var outcome) -> Optional.of(outcome);
            case Judgement.Wanted _ -> Optional.empty();
        };
    }

    /**
     * Puts {@code letters} back, or none of them when it throws; the outcomes are in their order. Tries again for a while
     * when it is not known what was taken: whoever owns the transactional id next reads it in the audit.
     */
    synchronized List<Outcome> redrive(List<DeadLetter> letters, Redrive order) throws InterruptedException {
        long began = System.nanoTime();
        for (int tries = 1; ; tries++) {
            try {
                return attempt(letters, order);
            } catch (KafkaException e) {
                LogFailure failure = LogFailure.of(e);
                giveUp(failure, e);
                if (failure == LogFailure.REFUSED) {
                    return oneByOne(letters, order, e);
                }
                if (failure == LogFailure.UNKNOWN && order.repeatsItself()) {
                    throw RefusedException.unavailable(
                            "The log did not answer: it may have been put back. Look before you force it again.", e);
                }
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw RefusedException.unavailable(
                            "The log did not take it back. Ask again: nothing is put back twice.", e);
                }
                giveWay(tries);
            }
        }
    }

    /** Two that fence each other at once would do so again; whoever waits longer lets the other finish. */
    private static void giveWay(int tries) throws InterruptedException {
        long longest = FIRST_WAIT_MILLIS << Math.min(tries, MOST_DOUBLINGS);
        Thread.sleep(ThreadLocalRandom.current().nextLong(longest));
    }

    private List<Outcome> attempt(List<DeadLetter> letters, Redrive order) throws InterruptedException {
        RedriveTransactions transactions = own();
        var judgements = letters.stream().map(letter -> judge(letter, order)).toList();
        List<Return> wanted = judgements.stream()
                .filter(Judgement.Wanted.class::isInstance)
                .map(judgement -> ((Judgement.Wanted) judgement).back())
                .toList();
        if (!wanted.isEmpty()) {
            written.putAll(transactions.put(wanted, order, clock.instant()));
        }
        return judgements.stream().map(this::outcome).toList();
    }

    private Judgement judge(DeadLetter letter, Redrive order) {
        Optional<RedriveRecorded> before = find(letter.id());
        if (before.isPresent() && !order.mayRepeat(before.get())) {
            return new Judgement.Settled(new Outcome.Done(before.get()));
        }
        return switch (targets.of(letter)) {
            case Target.Nowhere(var reason) -> new Judgement.Settled(new Outcome.Refused(reason));
            case Target.Back(var record) -> new Judgement.Wanted(new Return(letter, record));
        };
    }

    private Outcome outcome(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Settled(var outcome) -> outcome;
            case Judgement.Wanted(var back) ->
                new Outcome.Redriven(find(back.letter().id()).orElseThrow());
        };
    }

    /** From here on nobody else writes, so what the audit says when it is read to its end holds. */
    private RedriveTransactions own() throws InterruptedException {
        if (owned.isEmpty()) {
            owned = Optional.of(open.get());
            audit.awaitEnd();
        } else if (written.size() > MOST_WRITTEN) {
            audit.awaitEnd();
            written.clear();
        }
        return owned.get();
    }

    private void giveUp(LogFailure failure, KafkaException cause) {
        if (failure == LogFailure.FENCED) {
            owned.ifPresent(RedriveTransactions::leave);
        } else {
            LOG.atWarn()
                    .addKeyValue("failure", cause.getClass().getSimpleName())
                    .log("Dead letters were not put back: {}", String.valueOf(cause.getMessage()));
            owned.ifPresent(RedriveTransactions::close);
        }
        owned = Optional.empty();
    }

    /** One that the broker refuses for what it is, such as its size, keeps no other back. */
    private List<Outcome> oneByOne(List<DeadLetter> letters, Redrive order, KafkaException refusal)
            throws InterruptedException {
        if (letters.size() == 1) {
            return List.of(new Outcome.Refused("The log refuses it: %s".formatted(refusal.getMessage())));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (DeadLetter letter : letters) {
            outcomes.addAll(redrive(List.of(letter), order));
        }
        return List.copyOf(outcomes);
    }

    @Override
    public synchronized void close() {
        owned.ifPresent(RedriveTransactions::close);
        owned = Optional.empty();
    }
}
