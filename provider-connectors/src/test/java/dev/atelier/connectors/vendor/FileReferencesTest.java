package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in an output the files are. */
class FileReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"https://x.test/1\" | https://x.test/1",
                "[\"https://x.test/1\"] | https://x.test/1",
                "{\"images\": [{\"url\": \"https://x.test/1\", \"width\": 8, \"content_type\": \"image/png\"}], \"prompt\": \"https://not.me\"} | https://x.test/1",
                "{\"image\": {\"url\": \"https://x.test/1\"}, \"seed\": 1} | https://x.test/1",
                "{\"video\": {\"url\": \"https://x.test/1\"}} | https://x.test/1",
                "{\"image_url\": \"https://x.test/1\", \"images\": [\"https://x.test/1\"], \"seed\": 1} | https://x.test/1",
                "{\"images\": [{\"filename\": \"a.png\", \"type\": \"s3_url\", \"data\": \"https://x.test/1\"}]} | https://x.test/1",
                "{\"status\": \"success\", \"message\": \"data:image/png;base64,AA==\"} | data:image/png;base64,AA==",
                "{\"model_mesh\": {\"url\": \"https://x.test/1\"}} | https://x.test/1",
                "{\"images\": [], \"image\": null, \"other\": \"https://x.test/1\"} | https://x.test/1",
            })
    void areFoundByTheirNames(String output, String reference) {
        assertThat(FileReferences.in(Json.MAPPER.readTree(output))).containsExactly(reference);
    }

    @Test
    void keepTheirOrder() {
        assertThat(FileReferences.in(Json.MAPPER.readTree("""
                {"images": [{"url": "https://x.test/1"}, {"url": "https://x.test/2"}]}""")))
                .containsExactly("https://x.test/1", "https://x.test/2");
    }

    @Test
    void mayBeBareBase64() {
        String base64 = "iVBORw0KGgo".repeat(500_000) + "A=";

        assertThat(FileReferences.in(Json.MAPPER.readTree("{\"image\": \"%s\"}".formatted(base64))))
                .containsExactly("data:;base64," + base64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "\"\"",
                "\"a sentence with words that is longer than sixty-four letters in all, which is no file\"",
                "{\"error\": \"out of memory\"}",
                "{\"images\": []}"
            })
    void areNoneWhereThereAreNone(String output) {
        assertThat(FileReferences.in(Json.MAPPER.readTree(output))).isEmpty();
    }
}
