package dev.atelier.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheDefaultsOfTheServiceAndOfAllServices() {
        var config = load(Map.of(), "{}");

        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.note()).isEmpty();
        assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(config.kafka().topics().eventRetention()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void prefersTheFileToTheDefaults() {
        var config = load(Map.of(), "inner:\n  max-in-flight: 9\nkafka:\n  properties:\n    security.protocol: SSL\n");

        assertThat(config.inner().maxInFlight()).isEqualTo(9);
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    }

    @Test
    void prefersTheEnvironmentToTheFile() {
        var environment = Map.of("ATELIER_INNER_MAX_IN_FLIGHT", "7", "ATELIER_KAFKA_BOOTSTRAP_SERVERS", "kafka:29092");

        var config = load(environment, "inner:\n  max-in-flight: 9\n");

        assertThat(config.inner().maxInFlight()).isEqualTo(7);
        assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka:29092");
    }

    @Test
    void readsAListFromAVariableWithCommas() {
        var environment = Map.of("ATELIER_OUTBOUND_ALLOW", "localhost, 10.1.0.0/16");

        assertThat(load(environment, "{}").outbound().allow()).containsExactly("localhost", "10.1.0.0/16");
        assertThat(load(Map.of("ATELIER_OUTBOUND_ALLOW", ""), "{}").outbound().allow())
                .isEmpty();
    }

    @Test
    void readsASecretFromTheVariableThatConfigNames() {
        var config = load(Map.of("MY_KEY", "s3cret"), "note: MY_KEY\n");

        assertThat(config.note()).contains(new Secret("s3cret"));
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThatThrownBy(() -> load(Map.of(), "note: MY_KEY\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("environment variable MY_KEY must hold a secret");
    }

    @Test
    void refusesAnUnknownKeyByItsPath() {
        assertThatThrownBy(() -> load(Map.of(), "inner:\n  max-inflight: 9\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("inner.max-inflight is not a known key");
    }

    @Test
    void letsAFileNameMoreEntriesOfAnOpenMap() {
        var environment = Map.of("ATELIER_OPEN_SHELVES_LOWER_LOCKED", "false");

        var config = load(environment, "open-shelves:\n  lower: {boards: 9}\n  middle: {}\n");

        assertThat(config.openShelves())
                .containsOnly(
                        Map.entry("upper", new SampleShelf(false, 1)),
                        Map.entry("lower", new SampleShelf(false, 9)),
                        Map.entry("middle", new SampleShelf(true, 3)));
    }

    @Test
    void refusesAnUnknownKeyInAnEntryOfAnOpenMap() {
        assertThatThrownBy(() -> load(Map.of(), "open-shelves:\n  lower: {colour: red}\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("open-shelves.lower.colour is not a known key");
    }

    @Test
    void passesOnWhatARecordSaysOfItsValue() {
        assertThatThrownBy(() -> load(Map.of(), "inner:\n  max-in-flight: 0\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("inner.max-in-flight must be at least 1, but was 0");
    }

    @Test
    void namesTheKeyOfAValueThatHasTheWrongForm() {
        assertThatThrownBy(() -> load(Map.of("ATELIER_TIMEOUT", "soon"), "{}"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("timeout is not valid")
                .hasMessageContaining("soon");
    }

    @Test
    void saysThatAFileCannotBeRead() {
        var loader = new ConfigLoader(Map.of());

        assertThatThrownBy(() -> loader.load(SampleConfig.class, Optional.of(folder.resolve("absent.yaml"))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("absent.yaml must be readable");
    }

    private SampleConfig load(Map<String, String> environment, String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("atelier.yaml"), yaml);
            return new ConfigLoader(environment).load(SampleConfig.class, Optional.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
