package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated of a vendor's words. */
class WordsTest {
    @Test
    void repeatsWhatItSaidInOneLine() {
        assertThat(words("seed must be\n  positive", "{\"seed\": -1}")).isEqualTo("acme: seed must be positive");
    }

    @Test
    void leavesOutWhatQuotesAnInput() {
        assertThat(words("cannot paint 'a fox of  the north'", "{\"a\": [{\"prompt\": \"a fox of the north\"}]}"))
                .isEqualTo("acme refused the request.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no: a fox of the nor...",
                "no: \\\"A fox\\nof the NORTH in deep snow\\\"",
                "no: ‹fox — of, the ‘north’ in deep›",
            })
    void leavesOutAPieceOfAnInputHoweverItIsQuoted(String said) {
        assertThat(words(said, "{\"prompt\": \"a fox of the north in deep snow\"}"))
                .isEqualTo("acme refused the request.");
    }

    @Test
    void keepsWhatQuotesAShortValue() {
        assertThat(words("no size 9x9", "{\"size\": \"9x9\"}")).isEqualTo("acme: no size 9x9");
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(words("x".repeat(1000), "{}"))
                .hasSize("acme: ".length() + 301)
                .endsWith("…");
    }

    @Test
    void saysSomethingWhenItSaidNothing() {
        assertThat(words(" ", "{}")).isEqualTo("acme refused the request.");
    }

    private static String words(String said, String inputs) {
        return Words.of("acme", said, Json.MAPPER.readTree(inputs));
    }
}
