package dev.atelier.ingest.limits;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.event.RateLimit;
import dev.atelier.ingest.keys.Caller;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How often a key, and a project with all its callers, may ask: a token bucket each, in the memory of this instance. Each
 * instance grants its part, so that all of them together grant no more than the limit; a caller whose requests all reach
 * one instance gets that one's part alone. This protects the edge. What a project may spend and run is bounded by
 * dispatch, exactly and for all instances. Thread-safe.
 */
public final class RateLimits {
    /** The longest that a bucket may take to fill: one that is forgotten is full again. */
    public static final Duration LONGEST_FILL = Duration.ofDays(1);

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final Function<String, Optional<RateLimit>> ofProject;
    private final int instances;
    private final LongSupplier nanoTime;
    private final Cache<String, TokenBucket> buckets =
            Caffeine.newBuilder().expireAfterAccess(LONGEST_FILL).build();

    /** {@code ofProject} tells the limit of a project, where it has one. */
    public RateLimits(Function<String, Optional<RateLimit>> ofProject, int instances) {
        this(ofProject, instances, System::nanoTime);
    }

    RateLimits(Function<String, Optional<RateLimit>> ofProject, int instances, LongSupplier nanoTime) {
        this.ofProject = requireNonNull(ofProject);
        this.instances = instances;
        this.nanoTime = requireNonNull(nanoTime);
    }

    /** A limit that was asked. */
    private record Asked(String name, TokenBucket limited, ConsumptionProbe probe) {
        String policy() {
            return "\"%s\";q=%d;w=%d".formatted(name, limited.quota(), limited.window());
        }

        String state() {
            return "\"%s\";r=%d;t=%d"
                    .formatted(name, probe.getRemainingTokens(), ceilSeconds(probe.getNanosToWaitForReset()));
        }
    }

    /** One request of {@code caller} under {@code ofKey}, the limit of its key. A request that is refused counts nowhere. */
    public Allowance take(Caller caller, Optional<RateLimit> ofKey) {
        Optional<RateLimit> ofAll = ofProject.apply(caller.project());
        if (ofKey.isEmpty() && ofAll.isEmpty()) {
            return Allowance.UNLIMITED;
        }
        List<Asked> asked = new ArrayList<>(2);
        ofKey.ifPresent(limit -> asked.add(ask("key", caller.keyId(), limit)));
        ofAll.filter(_ -> asked.stream().allMatch(one -> one.probe().isConsumed()))
                .ifPresent(limit -> asked.add(ask("project", caller.project(), limit)));
        Optional<Asked> refusing =
                asked.stream().filter(one -> !one.probe().isConsumed()).findFirst();
        if (refusing.isPresent()) {
            asked.stream()
                    .filter(one -> one.probe().isConsumed())
                    .forEach(one -> one.limited().bucket().addTokens(1));
        }
        return new Allowance(
                headers(asked), refusing.map(one -> Duration.ofNanos(one.probe().getNanosToWaitForRefill())));
    }

    private Asked ask(String name, String whose, RateLimit limit) {
        TokenBucket limited = buckets.asMap()
                .compute(
                        name + ' ' + whose,
                        (_, before) -> before != null && before.limit().equals(limit)
                                ? before
                                : TokenBucket.of(limit, instances, nanoTime));
        return new Asked(name, limited, limited.bucket().tryConsumeAndReturnRemaining(1));
    }

    private static Map<String, String> headers(List<Asked> asked) {
        return Map.of(
                "RateLimit-Policy", asked.stream().map(Asked::policy).collect(Collectors.joining(", ")),
                "RateLimit", asked.stream().map(Asked::state).collect(Collectors.joining(", ")));
    }

    private static long ceilSeconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS);
    }
}
