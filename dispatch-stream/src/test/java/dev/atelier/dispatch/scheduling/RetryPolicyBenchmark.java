package dev.atelier.dispatch.scheduling;

import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What follows a failure that is worth another attempt. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RetryPolicyBenchmark {
    private final RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private final Failure failure = new Failure.Unavailable("busy");
    private final RetryPolicy.Attempt attempt = new RetryPolicy.Attempt(2, 4, false, 0);
    private final RandomGenerator random = RandomGenerator.getDefault();

    @Benchmark
    public Object decide() {
        return policy.decide(failure, attempt, random);
    }
}
