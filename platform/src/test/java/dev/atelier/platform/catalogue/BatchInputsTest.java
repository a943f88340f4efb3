package dev.atelier.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchAxis;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchInputsTest {
    private static final List<BatchAxis> MATRIX = List.of(
            new BatchAxis("prompt", List.of("\"a fox\"", "\"a cat\"")), new BatchAxis("seed", List.of("1", "2", "3")));

    @Test
    void makesEachCombinationOnceTheLastAxisFastest() {
        var inputs = IntStream.range(0, 6)
                .mapToObj(index -> BatchInputs.combination("{\"size\":\"8x8\"}", MATRIX, index))
                .toList();

        assertThat(inputs)
                .doesNotHaveDuplicates()
                .startsWith(
                        "{\"size\":\"8x8\",\"prompt\":\"a fox\",\"seed\":1}",
                        "{\"size\":\"8x8\",\"prompt\":\"a fox\",\"seed\":2}")
                .endsWith("{\"size\":\"8x8\",\"prompt\":\"a cat\",\"seed\":3}");
        assertThat(BatchInputs.combinations(MATRIX)).isEqualTo(BigInteger.valueOf(6));
    }

    @Test
    void countsMoreCombinationsThanALongHolds() {
        var axis = new BatchAxis("seed", Collections.nCopies(10_000, "1"));

        assertThat(BatchInputs.combinations(Collections.nCopies(6, axis))).isEqualTo(BigInteger.TEN.pow(24));
    }

    @Test
    void laysEachInputOverWhatAllHaveInCommon() {
        assertThat(BatchInputs.overlay("{\"seed\":1,\"size\":\"8x8\"}", "{\"seed\":2}"))
                .isEqualTo("{\"seed\":2,\"size\":\"8x8\"}");
    }

    @Test
    void leavesWhatIsNoObjectForItsJudge() {
        assertThat(BatchInputs.overlay("{}", "[1]")).isEqualTo("[1]");
        assertThat(BatchInputs.overlay("{}", "{nonsense")).isEqualTo("{nonsense");
        assertThat(BatchInputs.overlay("7", "{}")).isEqualTo("7");
        assertThat(BatchInputs.combination("{}", List.of(new BatchAxis("seed", List.of("{nonsense"))), 0))
                .isEqualTo("{nonsense");
    }
}
