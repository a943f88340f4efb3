package dev.atelier.platform.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    static Stream<Failure> failures() {
        return Stream.of(
                new Failure.InvalidRequest("bad", Optional.of("input.prompt")),
                new Failure.InvalidRequest("bad", Optional.empty()),
                new Failure.ModelNotFound("no model"),
                new Failure.ContentRefused("refused"),
                new Failure.AccountRefused("no credit"),
                new Failure.Throttled("fast", Optional.of(Duration.ofSeconds(3))),
                new Failure.Throttled("fast", Optional.empty()),
                new Failure.Unavailable("down"),
                new Failure.Uncertain("cut"),
                new Failure.MalformedReply("odd"),
                new Failure.ProviderFailed("went wrong there"),
                new Failure.LeaseExpired("silent"),
                new Failure.DeadlineExceeded("late"),
                new Failure.LimitReached("full", Optional.of(Duration.ofMillis(1))),
                new Failure.QueueFull("full", Duration.ofMillis(1)),
                new Failure.BudgetExceeded("spent"),
                new Failure.PriceUnknown("no price"),
                new Failure.Purged("taken out"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void survivesTheWayThroughARecord(Failure failure) {
        assertThat(Failures.fromEvent(Failures.toEvent(failure))).isEqualTo(failure);
    }

    @Test
    void readsAKindFromTheFutureAsFinal() {
        var event = new GenerationFailure(FailureKind.UNKNOWN, "something new", null, null);

        assertThat(Failures.fromEvent(event)).isEqualTo(new Failure.MalformedReply("something new"));
    }

    @Test
    void namesAKindAsClientsReadIt() {
        assertThat(Failures.code(FailureKind.CONTENT_REFUSED)).isEqualTo("content_refused");
    }
}
