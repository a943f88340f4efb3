package dev.atelier.connectors.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.local.LocalFactory;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ids of the shipped model and of a tiny one whose merges hold punctuation. The expected ones were computed with the
 * library {@code tokenizers} 0.23.2 of Hugging Face from the same files.
 */
class ClipTokenizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a cat|158 504",
                "A Red  Fox, running!|158 308 242 181 858",
                "strawberry zebra derelict motorcycle|935 86 1869 89 68 441 158 2379 2376",
                "121 cats 3d u67a8|2309 1902 18 161 2085 64 117",
                "crème brûlée|66 175 453 65 175 169 162",
                "日本 !?|''",
            })
    void readsLettersAndDigitsAloneWhereAModelKnowsNothingElse(String prompt, String ids) throws IOException {
        var tokens = tokenizer("emoji-64").encode(prompt, 32);

        assertThat(words(tokens.ids())).isEqualTo(padded(ids, "2388", "2389", "2389", 32));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a cat|158 189",
                "Cat!!  it's 20 cats|189 190 72 177 6 176 111 109 188 83 176",
                "crème|66 81 193 193 76 162",
                "cat's ab!!!|189 6 176 64 159 0 190",
                "á x_y|193 193 181 156 182",
            })
    void partsWordsAsClipDoes(String prompt, String ids) throws IOException {
        var tokens = tokenizer("turbo-like").encode(prompt, 16);

        assertThat(words(tokens.ids())).isEqualTo(padded(ids, "192", "193", "0", 16));
    }

    @Test
    void cutsALongPromptAndTellsByHowMuch() throws IOException {
        var tokens = tokenizer("emoji-64").encode("cat ".repeat(40), 32);

        assertThat(tokens.ids()).hasSize(32).startsWith(2388, 504).endsWith(504, 2389);
        assertThat(tokens.dropped()).isEqualTo(10);
    }

    @Test
    void takesTheLengthFromTheConfig() throws IOException {
        assertThat(tokenizer("emoji-64").length()).isEqualTo(32);
        assertThat(tokenizer("old-like").length()).isEqualTo(77);
    }

    @Test
    void saysWhichTokenTheVocabularyLacks() {
        var empty = Json.MAPPER.createObjectNode();

        assertThatThrownBy(() -> new ClipTokenizer(empty, "a b", empty))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("tokenizer.bos_token must be in vocab.json, but was <|startoftext|>");
    }

    private static String padded(String ids, String begin, String end, String pad, int size) {
        String some = (begin + " " + ids).strip() + " " + end;
        return some + (" " + pad).repeat(size - some.split(" ").length);
    }

    private static String words(int[] ids) {
        return Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static ClipTokenizer tokenizer(String model) throws IOException {
        String config = text(model, "tokenizer_config.json", "{}");
        return new ClipTokenizer(
                Json.MAPPER.readTree(text(model, "vocab.json", "")),
                text(model, "merges.txt", ""),
                Json.MAPPER.readTree(config));
    }

    private static String text(String model, String file, String otherwise) throws IOException {
        try (var in = LocalFactory.class.getResourceAsStream(model + "/tokenizer/" + file)) {
            return in == null && !otherwise.isEmpty()
                    ? otherwise
                    : new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
