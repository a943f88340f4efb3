package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Device.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaSmiTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Usage TOLD = new Usage(Optional.of(0.37), 1024L << 20, 81_559L << 20);

    @Test
    void readsWhatTheToolTells() {
        assertThat(NvidiaSmi.parse("37, 1024, 81559\n")).contains(TOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[N/A]", "[Not Supported]"})
    void leavesOutTheLoadThatADeviceDoesNotTell(String word) {
        assertThat(NvidiaSmi.parse(word + ", 1024, 81559\n"))
                .contains(new Usage(Optional.empty(), 1024L << 20, 81_559L << 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "No devices were found", "37, [N/A], 81559", "37 %, 1024 MiB, 81559 MiB", "37, 1024"})
    void makesNothingOfOtherWords(String answer) {
        assertThat(NvidiaSmi.parse(answer)).isEmpty();
    }

    @Test
    void isAbsentWhereThereIsNoTool() throws InterruptedException {
        assertThat(new NvidiaSmi(List.of("no-such-tool-anywhere"), LONG).read()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no such commands
    void asksTheToolAndEndsOneThatHangs() throws InterruptedException {
        assertThat(new NvidiaSmi(List.of("echo", "37, 1024, 81559"), LONG).read())
                .contains(TOLD);
        assertThat(new NvidiaSmi(List.of("false"), LONG).read()).isEmpty();
        assertThat(new NvidiaSmi(List.of("sleep", "600"), Duration.ofMillis(20)).read())
                .isEmpty();
    }
}
