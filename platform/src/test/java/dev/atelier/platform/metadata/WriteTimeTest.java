package dev.atelier.platform.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WriteTimeTest {
    private static final Instant REQUESTED = Instant.parse("2026-01-01T12:00:00.123Z");

    @Test
    void letsEachStepWinOverTheOneBefore() {
        assertThat(java.util.Arrays.stream(WriteTime.values()).map(time -> time.micros(REQUESTED)))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void staysBelowTheNextMillisecondSoThatLaterEditsWin() {
        assertThat(WriteTime.FINISHED.micros(REQUESTED)).isLessThan((REQUESTED.toEpochMilli() + 1) * 1_000);
    }
}
