package dev.atelier.ingest.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What every format but text promises; {@code -Dfuzz.seed=7 -Dfuzz.manifests=100000} looks further. */
class RoundTripTest {
    private static final long SEED = Long.getLong("fuzz.seed", 2020_12);
    private static final int MANIFESTS = Integer.getInteger("fuzz.manifests", 300);
    /** Of a manifest all but the order of names counts, and that a number is written as it was. */
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TEXT")
    void givesBackTheSameManifestWhateverIsInIt(ManifestFormat format) {
        var manifests = new HostileManifests(new SplittableRandom(SEED));

        Stream.generate(manifests::next).limit(MANIFESTS).forEach(manifest -> {
            byte[] rendered = Manifests.render(format, manifest);

            assertThat(sorted(Manifests.parse(format, rendered)))
                    .as("%s of %s by seed %d", format, sorted(manifest), SEED)
                    .isEqualTo(sorted(manifest));
        });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TEXT")
    void takesAManifestAsDeepAsOneMayBe(ManifestFormat format) {
        JsonNode arrays = JsonText.read("[".repeat(100) + "]".repeat(100));
        JsonNode objects = JsonText.read("{\"a\":".repeat(98) + "[{\"b\":1}]" + "}".repeat(98));

        assertThat(Manifests.parse(format, Manifests.render(format, arrays))).isEqualTo(arrays);
        assertThat(Manifests.parse(format, Manifests.render(format, objects))).isEqualTo(objects);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOneThatIsDeeper(ManifestFormat format) {
        JsonNode deep = SORTED.createArrayNode();
        for (int i = 0; i < 101; i++) {
            deep = SORTED.createArrayNode().add(deep);
        }
        JsonNode tooDeep = deep;

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.render(format, tooDeep))
                .withMessageContaining("100 deep");
    }

    @ParameterizedTest
    @EnumSource
    void refusesTextThatNoFormatCanHold(ManifestFormat format) {
        JsonNode value = SORTED.createArrayNode().add("a\uD83D");
        JsonNode name = SORTED.createObjectNode().put("\uDE00\uD83D", 1);

        Stream.of(value, name)
                .forEach(manifest -> assertThatExceptionOfType(ManifestException.class)
                        .isThrownBy(() -> Manifests.render(format, manifest))
                        .withMessageContaining("surrogate"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesOneThatWouldBeTooLarge(ManifestFormat format) {
        JsonNode large = SORTED.createArrayNode()
                .addAll(Collections.nCopies(17, SORTED.getNodeFactory().stringNode("x".repeat(1024 * 1024))));

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.render(format, large))
                .withMessageContaining("more than 16777216 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToReadWhatIsNoManifest(ManifestFormat format) {
        Stream.of("", "\0", "{", "\"").forEach(text -> {
            byte[] bytes = text.getBytes(UTF_8);

            assertThatExceptionOfType(ManifestException.class)
                    .as(text)
                    .isThrownBy(() -> Manifests.parse(format, bytes));
        });
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.parse(format, new byte[Manifests.LARGEST + 1]));
    }

    private static String sorted(JsonNode manifest) {
        return SORTED.writeValueAsString(manifest);
    }
}
