package dev.atelier.ingest.estimate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.UsageRecorded;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.budget.Balance;
import dev.atelier.platform.budget.BudgetRules.Balances;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where the money of projects and of their keys stands: the sums of all that ever moved, a few milliseconds behind the log.
 * Reads it from the first look on; while nobody looks it costs nothing. Thread-safe.
 */
public final class Spending implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final KafkaClients kafka;
    private final InstantSource clock;
    private final Map<Purse, Balance> balances = new ConcurrentHashMap<>();
    private Optional<TopicTail<String, UsageRecorded>> tail = Optional.empty();
    private boolean isRead;

    /** Whose money: a project's, or that of one of its keys. */
    private record Purse(String project, Optional<String> keyId) {}

    public Spending(KafkaClients kafka, InstantSource clock) {
        this.kafka = requireNonNull(kafka);
        this.clock = requireNonNull(clock);
    }

    /** Where the money of {@code project} and of its key stands now; refused when the log cannot be read in time. */
    Now of(String project, String keyId) throws InterruptedException {
        open();
        return new Now(now(new Purse(project, Optional.empty())), now(new Purse(project, Optional.of(keyId))));
    }

    /** Where the money of a project and of one of its keys stands at one moment. */
    record Now(Balance ofProject, Balance ofItsKey) implements Balances {
        @Override
        public Balance ofKey(String keyId) {
            return ofItsKey;
        }
    }

    private Balance now(Purse purse) {
        return balances.getOrDefault(purse, Balance.ZERO).at(clock.instant());
    }

    private synchronized void open() throws InterruptedException {
        var opened = tail.orElseGet(
                () -> new TopicTail<>(kafka, kafka.topics().usage(), Start.EARLIEST, AT_ONCE, this::moved));
        tail = Optional.of(opened);
        // Also after a look that did not wait long enough: a part of the sums is no sum.
        if (!isRead) {
            try {
                opened.awaitEnd(PATIENCE);
            } catch (TimeoutException e) {
                throw RefusedException.unavailable("What was spent could not be read in time.", e);
            }
            isRead = true;
        }
    }

    private void moved(String project, @Nullable UsageRecorded movement) {
        if (movement != null) {
            add(new Purse(project, Optional.empty()), movement);
            movement.getApiKeyId().ifPresent(key -> add(new Purse(project, Optional.of(key)), movement));
        }
    }

    private void add(Purse purse, UsageRecorded movement) {
        Instant at = movement.getAt();
        balances.merge(purse, plus(Balance.ZERO, movement, at), (known, _) -> plus(known, movement, at));
    }

    private static Balance plus(Balance balance, UsageRecorded movement, Instant at) {
        return balance.at(at).plus(movement.getReservedMicros(), movement.getSpentMicros());
    }

    @Override
    public synchronized void close() {
        tail.ifPresent(TopicTail::close);
    }
}
