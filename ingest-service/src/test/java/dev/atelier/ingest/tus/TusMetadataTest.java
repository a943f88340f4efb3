package dev.atelier.ingest.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.generation.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TusMetadataTest {
    @Test
    void findsTheNameOfTheFile() {
        assertThat(TusMetadata.fileName("filetype aW1hZ2UvcG5n,filename Zm94LnBuZw=="))
                .isEqualTo("fox.png");
        assertThat(TusMetadata.fileName("name Zm94LnBuZw==,confidential")).isEqualTo("fox.png");
        assertThat(TusMetadata.fileName("confidential, filename 8J+mig==")).isEqualTo("\uD83E\uDD8A");
        assertThat(TusMetadata.fileName("filename")).isEmpty();
        assertThat(TusMetadata.fileName("filetype aW1hZ2UvcG5n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename not-base64!",
                "filename Zm94,filename Zm94",
                "filename Zm9,",
                ",",
                "file name Zm94",
                "f\u00fcchse Zm94",
                "filename Z"
            })
    void refusesWhatIsOfAnotherForm(String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> TusMetadata.fileName(text))
                .withMessageStartingWith("Upload-Metadata must have");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> TusMetadata.fileName("a".repeat(5000)))
                .withMessageContaining("at most 4096");
    }
}
