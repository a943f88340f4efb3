package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreConfig;
import java.net.URI;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that need no store, and those that must not reach it. */
class StoredInputsTest {
    /** Nothing listens there. */
    private final StoredInputs inputs = new StoredInputs(
            new ObjectStore(new ObjectStoreConfig(
                    URI.create("http://127.0.0.1:1"), "bucket", new Secret("key"), new Secret("secret"))),
            "demo");

    @Test
    void readsADataUriAndTellsItsTypeByContent() {
        byte[] png = TestPictures.png(4, 4);
        var uri = "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(png);

        assertThat(inputs.read("image", uri)).isInstanceOfSatisfying(InputFile.Read.class, file -> {
            assertThat(file.mediaType()).isEqualTo("image/png");
            assertThat(file.content()).isEqualTo(png);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a.png",
                "object://projects/other/content/aa/aaaa",
                "object://projects/demo/content/../../other/content/aa/aaaa",
                "object://staging/demo/id/1-0",
                "data:image/png;base64,%%%",
                "data:image/png;base64,",
                "data:image/png,plain",
                "fox.png",
            })
    void refusesWhatIsNoInputOfTheProject(String reference) {
        assertThat(inputs.read("image", reference))
                .isInstanceOfSatisfying(
                        InputFile.Unreadable.class,
                        unreadable -> assertThat(unreadable.failure())
                                .isInstanceOfSatisfying(
                                        Failure.InvalidRequest.class,
                                        invalid -> assertThat(invalid.field()).contains("input.image")));
    }
}
