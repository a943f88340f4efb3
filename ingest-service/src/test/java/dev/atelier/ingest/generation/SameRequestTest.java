package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.store.Generation.Wanted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameRequestTest {
    private static final Wanted FIRST = wanted("atelier/sketch", "{\"prompt\":\"a fox\",\"seed\":1}", "demo");

    @Test
    void isTheSameInAnyOrderOfItsFields() {
        assertSame(wanted("atelier/sketch", "{ \"seed\": 1, \"prompt\": \"a fox\" }", "demo"));
    }

    @Test
    void isTheSameWhateverItsTagsBecameSince() {
        assertSame(wanted("atelier/sketch", "{\"prompt\":\"a fox\",\"seed\":1}", "liked", "ours"));
    }

    @Test
    void differsInInputOrModel() {
        assertDiffers(wanted("atelier/sketch", "{\"prompt\":\"a fox\",\"seed\":2}", "demo"), "input");
        assertDiffers(wanted("atelier/other", "{\"prompt\":\"a fox\",\"seed\":1}", "demo"), "model");
    }

    @Test
    void differsFromWhatIsNoJson() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> SameRequest.check(wanted("atelier/sketch", "a fox"), FIRST));
    }

    private static void assertSame(Wanted again) {
        assertThatCode(() -> SameRequest.check(FIRST, again)).doesNotThrowAnyException();
    }

    private static void assertDiffers(Wanted again, String what) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> SameRequest.check(FIRST, again))
                .withMessageContaining(what);
    }

    private static Wanted wanted(String model, String input, String... tags) {
        return new Wanted(
                Optional.of(model), Optional.empty(), input, Optional.empty(), List.of(tags), Optional.empty());
    }
}
