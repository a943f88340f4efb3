package dev.atelier.ingest.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.uploads.Upload.Content;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicateFileTest {
    private static final Instant BEGUN = Instant.ofEpochMilli(0x019b79b10800L);
    private static final Instant OVER = BEGUN.plusSeconds(60);
    private static final String ID = "019b79b1-0800-7000-8000-000000000001";
    private static final Content CONTENT =
            new Content("image/png", 70, "ee", Optional.of(1), Optional.of(1), "projects/default/content/ee");

    @Test
    void isNamedByItsAddress() {
        assertThat(ReplicateFile.of(brought("metadata", "{\"animal\":\"fox\"}"), "https://atelier.test"))
                .isEqualTo(new ReplicateFile(
                        ID,
                        "fox.png",
                        "image/png",
                        70,
                        Map.of("sha256", "ee"),
                        Json.MAPPER.createObjectNode().put("animal", "fox"),
                        Optional.of(BEGUN),
                        OVER,
                        Map.of("get", "https://atelier.test/replicate/v1/files/" + ID)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"metadata | no JSON", "metadata | []", "filename | fox.png"})
    void saysNothingOfWhatWasSaidAnotherWay(String key, String value) {
        assertThat(ReplicateFile.of(brought(key, value), "").metadata()).isEmpty();
    }

    private static Stored brought(String key, String value) {
        return new Stored("default", ID, Notes.saying("fox.png", key, value), OVER, CONTENT);
    }
}
