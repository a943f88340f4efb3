package dev.atelier.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.RateLimit;
import dev.atelier.ingest.keys.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Caller ONE = new Caller("demo", "k1");
    private static final Caller OTHER = new Caller("demo", "k2");
    private static final Optional<RateLimit> NONE = Optional.empty();

    private final Map<String, RateLimit> ofProjects = new HashMap<>();
    private long nanos = 0;
    private final RateLimits limits = limits(1);

    private RateLimits limits(int instances) {
        return new RateLimits(project -> Optional.ofNullable(ofProjects.get(project)), instances, () -> nanos);
    }

    private static Optional<RateLimit> limit(double perSecond, int burst) {
        return Optional.of(new RateLimit(perSecond, burst));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void saysNothingWhereNothingLimits() {
        assertThat(limits.take(ONE, NONE)).isEqualTo(new Allowance(Map.of(), Optional.empty()));
    }

    @Test
    void tellsHowMuchOfALimitIsLeft() {
        Allowance first = limits.take(ONE, limit(0.5, 3));
        Allowance second = limits.take(ONE, limit(0.5, 3));

        assertThat(first)
                .isEqualTo(new Allowance(
                        Map.of("RateLimit-Policy", "\"key\";q=3;w=6", "RateLimit", "\"key\";r=2;t=2"),
                        Optional.empty()));
        assertThat(second.headers()).containsEntry("RateLimit", "\"key\";r=1;t=4");
    }

    @Test
    void refusesPastTheBurstAndSaysHowLongToWait() {
        limits.take(ONE, limit(0.5, 1));
        pass(Duration.ofMillis(500));

        Allowance refused = limits.take(ONE, limit(0.5, 1));
        pass(refused.retryAfter().orElseThrow());
        Allowance again = limits.take(ONE, limit(0.5, 1));

        assertThat(refused.retryAfter()).contains(Duration.ofMillis(1500));
        assertThat(refused.headers()).containsEntry("RateLimit", "\"key\";r=0;t=2");
        assertThat(again.retryAfter()).isEmpty();
    }

    @Test
    void namesAPolicyThatGivesTheRateOfAFastLimit() {
        assertThat(limits.take(ONE, limit(50, 10)).headers()).containsEntry("RateLimit-Policy", "\"key\";q=50;w=1");
    }

    @Test
    void countsAllCallersOfAProjectTogether() {
        ofProjects.put("demo", new RateLimit(1.0, 2));

        limits.take(ONE, NONE);
        limits.take(OTHER, NONE);

        assertThat(limits.take(ONE, NONE).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(limits.take(new Caller("elsewhere", "k3"), NONE).retryAfter())
                .isEmpty();
    }

    @Test
    void takesNothingFromAKeyWhenItsProjectRefuses() {
        ofProjects.put("demo", new RateLimit(0.001, 1));
        limits.take(OTHER, NONE);

        Allowance refused = limits.take(ONE, limit(0.001, 5));
        ofProjects.clear();

        assertThat(refused.retryAfter()).isPresent();
        assertThat(refused.headers().get("RateLimit-Policy")).isEqualTo("\"key\";q=5;w=5000, \"project\";q=1;w=1000");
        assertThat(limits.take(ONE, limit(0.001, 5)).headers().get("RateLimit")).startsWith("\"key\";r=4;");
    }

    @Test
    void beginsAnewWhenALimitIsChanged() {
        limits.take(ONE, limit(0.001, 1));

        assertThat(limits.take(ONE, limit(0.001, 2)).retryAfter()).isEmpty();
    }

    @Test
    void grantsItsPartWhereThereAreSeveralInstances() {
        var oneOfTwo = limits(2);
        oneOfTwo.take(ONE, limit(1, 2));

        assertThat(oneOfTwo.take(ONE, limit(1, 2)).retryAfter()).contains(Duration.ofSeconds(2));
    }
}
