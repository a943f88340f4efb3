package dev.atelier.dispatch.scheduling;

import dev.atelier.event.RateLimit;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A token from a bucket that has one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TokenBucketBenchmark {
    private final RateLimit limit = new RateLimit(1_000.0, 100);
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private TokenBucket bucket = TokenBucket.full(limit, now);

    @Benchmark
    public Object take() {
        now = now.plusMillis(1);
        Optional<TokenBucket> taken = bucket.take(limit, now);
        bucket = taken.orElse(bucket);
        return taken;
    }
}
