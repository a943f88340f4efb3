package dev.atelier.ingest.limits;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.event.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Bounds how many keys that nobody has may come from one address. Past the bound the address may try no further key, be it
 * a good one, or the right guess would get through; whoever used its key from there before goes on, so that one guesser
 * does not lock out those behind the same address. Each instance counts for itself. Thread-safe.
 */
public final class Guesses {
    private static final Duration MEMORY = Duration.ofDays(1);
    /** Of each kind; whoever commands more addresses makes it forget the ones that were idle longest. */
    private static final int MOST = 100_000;

    private static final double SECONDS = 60;

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(MEMORY).build();
    private final Cache<Use, Boolean> uses =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(MEMORY).build();

    private record Use(String address, String keyId) {}

    public Guesses(int perMinute) {
        this(perMinute, System::nanoTime);
    }

    Guesses(int perMinute, LongSupplier nanoTime) {
        this.limit = new RateLimit(perMinute / SECONDS, perMinute);
        this.nanoTime = requireNonNull(nanoTime);
    }

    /** A key that nobody has came from {@code address}. Answers how long it has to wait, when it tried too many. */
    public Optional<Duration> wrong(String address) {
        ConsumptionProbe probe = requireNonNull(buckets.get(
                        address, _ -> TokenBucket.of(limit, 1, nanoTime).bucket()))
                .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Good key {@code keyId} came from {@code address}. Answers how long it has to wait, when that may be a guess. */
    public Optional<Duration> right(String address, String keyId) {
        var use = new Use(address, keyId);
        Bucket bucket = buckets.getIfPresent(address);
        if (bucket != null && uses.getIfPresent(use) == null) {
            var estimate = bucket.estimateAbilityToConsume(1);
            if (!estimate.canBeConsumed()) {
                return Optional.of(Duration.ofNanos(estimate.getNanosToWaitForRefill()));
            }
        }
        uses.put(use, true);
        return Optional.empty();
    }
}
