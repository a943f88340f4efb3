package dev.atelier.ingest.keys;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ApiKeyUsed;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when a key is used, for people who ask which keys are still needed: once a minute for each key at most, behind the
 * back of the request. On a compacted topic and not in Cassandra, which this service only reads: so the note needs
 * nothing that a submit does not need as well, and is one small record a key in the end. Thread-safe.
 */
public final class KeyUses {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);
    private static final long MILLIS_BETWEEN = Duration.ofMinutes(1).toMillis();

    private final Notes notes;
    private final Executor executor;
    private final InstantSource clock;
    private final Map<String, Long> noted = new ConcurrentHashMap<>();

    /** Where uses are written; may block, and throws where it cannot. */
    @FunctionalInterface
    public interface Notes {
        void write(ApiKeyUsed use);
    }

    /** {@code executor} runs each write: a producer without brokers blocks its caller. */
    public KeyUses(Notes notes, Executor executor, InstantSource clock) {
        this.notes = requireNonNull(notes);
        this.executor = requireNonNull(executor);
        this.clock = requireNonNull(clock);
    }

    /** Notes that key {@code keyId} is used now, unless that was noted within the minute. */
    public void note(String keyId) {
        long now = clock.millis();
        Long before = noted.get(keyId);
        boolean due = before == null
                ? noted.putIfAbsent(keyId, now) == null
                : now - before >= MILLIS_BETWEEN && noted.replace(keyId, before, now);
        if (due) {
            executor.execute(() -> write(keyId));
        }
    }

    private void write(String keyId) {
        try {
            notes.write(new ApiKeyUsed(keyId, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("keyId", keyId)
                    .log("The use of a key could not be noted: {}", String.valueOf(e.getMessage()));
        }
    }
}
