package dev.atelier.connectors.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Output.Content;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models write, into outputs, logs and errors. */
class ModelWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a fox\" | a fox",
                "[\"a \", \"fox\"] | a fox",
                "{\"animal\": \"fox\"} | {\"animal\":\"fox\"}",
                "[{\"animal\": \"fox\"}] | [{\"animal\":\"fox\"}]",
            })
    void areTakenInOnePieceInPiecesOrAsADocument(String output, String written) {
        var content = (Content.Bytes) Writing.of(Json.MAPPER.readTree(output)).content();

        assertThat(new String(content.bytes(), UTF_8)).isEqualTo(written);
    }

    @Test
    void tellHowFarTheyAreByTheLastBar() {
        assertThat(ProgressBars.last("  5%|▌ | 1/20\n 45%|████▌ | 9/20")).contains(0.45);
        assertThat(ProgressBars.last("999%|")).contains(1.0);
        assertThat(ProgressBars.last("100 % sure")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NSFW content detected, true",
        "blocked by the Safety checker, true",
        "error E005, true",
        "The input was flagged as sensitive, true",
        "CUDA out of memory, false",
        "The name is case-sensitive, false",
        "Names are case insensitive here, false",
    })
    void tellARefusalFromAFault(String error, boolean refusal) {
        assertThat(Refusals.isOne(error)).isEqualTo(refusal);
    }
}
