package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void keepsEachTagOnce() {
        assertThat(RequestRules.tags(List.of("b", "a", "b", "fox 🦊"))).containsExactly("b", "a", "fox 🦊");
        assertThat(RequestRules.tags(List.of("🦊".repeat(64)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "a\u0000", "\u2028", "\ud800"})
    void refusesATagThatIsNoPrintableText(String tag) {
        assertRefused("tags[1]", () -> RequestRules.tags(List.of("fine", tag)));
    }

    @Test
    void refusesTagsThatAreTooManyOrTooLong() {
        assertRefused("tags", () -> RequestRules.tags(Collections.nCopies(33, "t")));
        assertRefused("tags[0]", () -> RequestRules.tags(List.of("t".repeat(65))));
    }

    @Test
    void readsADeadlineAsDurationOrInstant() {
        assertThat(RequestRules.deadline(Optional.of("PT60S"), NOON)).contains(NOON.plusSeconds(60));
        assertThat(RequestRules.deadline(Optional.of("2026-01-01T12:00:01Z"), NOON))
                .contains(NOON.plusSeconds(1));
        assertThat(RequestRules.deadline(Optional.of("P366D"), NOON)).contains(NOON.plus(Duration.ofDays(366)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "P", "PT0S", "PT-1S", "P367D", "PT9223372036854775807S", "2026-01-01T12:00:00Z"})
    void refusesAnyOtherDeadline(String deadline) {
        assertRefused("deadline", () -> RequestRules.deadline(Optional.of(deadline), NOON));
    }

    @Test
    void readsAStartDeadlineByTheSameRule() {
        assertThat(RequestRules.startDeadline(Optional.of("PT30S"), NOON)).contains(NOON.plusSeconds(30));
        assertThat(RequestRules.startDeadline(Optional.empty(), NOON)).isEmpty();
        assertRefused("startDeadline", () -> RequestRules.startDeadline(Optional.of("PT0S"), NOON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "soon | startDeadline must be an ISO-8601 duration such as PT60S, or an instant, but was soon",
                "PT-1S | startDeadline must lie ahead, by at most 366 days, but was PT-1S",
                "'' | startDeadline must be an ISO-8601 duration such as PT60S, or an instant",
                "a\ud800 | startDeadline must be an ISO-8601 duration such as PT60S, or an instant",
            })
    void saysWhatADeadlineWasWhereThatCanBeShown(String text, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> RequestRules.startDeadline(Optional.of(text), NOON))
                .withMessage(message);
    }

    @Test
    void takesOneToTwentyAttempts() {
        assertThat(RequestRules.maxAttempts(Optional.empty())).isEmpty();
        assertThat(RequestRules.maxAttempts(Optional.of(1))).contains(1);
        assertThat(RequestRules.maxAttempts(Optional.of(20))).contains(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 21})
    void refusesOtherNumbersOfAttempts(int attempts) {
        assertRefused(
                "maxAttempts must be from 1 to 20, but was " + attempts,
                () -> RequestRules.maxAttempts(Optional.of(attempts)));
    }

    @Test
    void takesLevelsFromMinusTenToTen() {
        assertThat(RequestRules.priorityLevel(Optional.empty())).isZero();
        assertThat(RequestRules.priorityLevel(Optional.of(-10))).isEqualTo(-10);
        assertThat(RequestRules.priorityLevel(Optional.of(10))).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {-11, 11, Integer.MAX_VALUE})
    void refusesOtherLevels(int level) {
        assertRefused(
                "priorityLevel must be from -10 to 10, but was " + level,
                () -> RequestRules.priorityLevel(Optional.of(level)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "tab\t"})
    void refusesAnIdempotencyKeyThatIsNotVisibleAscii(String key) {
        assertRefused("Idempotency-Key", () -> RequestRules.idempotencyKey(Optional.of(key)));
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(call).withMessageStartingWith(field);
    }
}
