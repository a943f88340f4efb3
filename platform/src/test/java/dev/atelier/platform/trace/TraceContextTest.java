package dev.atelier.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Trace;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-%s-%s-01".formatted(TRACE, SPAN);

    private final RandomGenerator random = new SplittableRandom(7);

    @Test
    void goesOnInTheTraceThatItIsToldOf() {
        TraceContext next = TraceContext.next(List.of(PARENT), List.of("a=1, b=2", "c@d=3"), random);

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.spanId()).matches("[0-9a-f]{16}").isNotEqualTo(SPAN);
        assertThat(next.sampled()).isTrue();
        assertThat(next.event()).isEqualTo(new Trace("00-%s-%s-01".formatted(TRACE, next.spanId()), "a=1,b=2,c@d=3"));
    }

    @Test
    void takesOfALaterVersionWhatThisOneHas() {
        TraceContext next =
                TraceContext.next(List.of("cc-%s-%s-08-what-comes-then".formatted(TRACE, SPAN)), List.of(), random);

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.event().getTraceparent()).startsWith("00-").endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
            })
    void beginsATraceWhereItIsToldOfNoneThatIsSound(String parent) {
        TraceContext next = TraceContext.next(List.of(parent), List.of("a=1"), random);

        assertThat(next.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
        assertThat(next.sampled()).isFalse();
        assertThat(next.state()).isEmpty();
    }

    @Test
    void beginsATraceWhereItIsToldOfNoneOrTwo() {
        assertThat(TraceContext.parse(List.of(), List.of())).isEmpty();
        assertThat(TraceContext.parse(List.of(PARENT, PARENT), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1", "a", "a=", "=1", "a=1,a b=2", "a=1=2", "a=\t"})
    void leavesOutAStateOfWhichAPartIsNotSound(String state) {
        assertThat(TraceContext.parse(List.of(PARENT), List.of(state)).flatMap(TraceContext::state))
                .isEqualTo(Optional.empty());
    }

    @Test
    void leavesOutAStateThatIsTooLong() {
        String many = String.join(",", Collections.nCopies(33, "a=1"));
        String large = "a=" + "1".repeat(250) + ",b=" + "1".repeat(250) + ",c=" + "1".repeat(10);

        for (String state : List.of(many, large)) {
            assertThat(TraceContext.parse(List.of(PARENT), List.of(state)).flatMap(TraceContext::state))
                    .isEmpty();
        }
    }
}
