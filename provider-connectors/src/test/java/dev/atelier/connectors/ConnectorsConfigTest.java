package dev.atelier.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults, every key, and what is said of a wrong one. */
class ConnectorsConfigTest {
    private static final Map<String, String> SECRETS =
            Map.of("ATELIER_S3_ACCESS_KEY", "key", "ATELIER_S3_SECRET_KEY", "secret");

    @TempDir
    private Path folder;

    @Test
    void hasDefaults() {
        var config = load(Map.of());

        assertThat(config.workerId()).isEmpty();
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.providerJars()).isEmpty();
        assertThat(config.providers())
                .containsEntry("sketch", new ProviderConfig(true, 64, Map.of("faults", "false")))
                .containsEntry(
                        "local", new ProviderConfig(true, 1, Map.of("models", "", "memory", "auto", "threads", "auto")))
                .containsKeys("replicate", "fal", "bfl", "runpod", "ideogram", "openai", "google", "stability")
                .hasEntrySatisfying(
                        "comfyui", comfyUi -> assertThat(comfyUi.enabled()).isFalse())
                .hasEntrySatisfying("cog", cog -> assertThat(cog.enabled()).isFalse());
        assertThat(ProviderConfig.usual()).isEqualTo(new ProviderConfig(true, 64, Map.of()));
    }

    @Test
    void readsEachKey() throws IOException {
        var file = Files.writeString(folder.resolve("connectors.yaml"), """
                worker-id: painter-1
                drain-timeout: PT3S
                provider-jars: /opt/jars
                providers:
                  sketch: {enabled: false, slots: 2, settings: {faults: true}}
                  local: {enabled: false, slots: 3, settings: {models: /models, memory: 2GiB, threads: 4}}
                  mine: {enabled: false, slots: 5, settings: {model: tiny}}
                  easel: {slots: 6}
                """);

        var config = new ConfigLoader(SECRETS).load(ConnectorsConfig.class, Optional.of(file));

        assertThat(config.workerId()).contains("painter-1");
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.providers())
                .containsEntry("sketch", new ProviderConfig(false, 2, Map.of("faults", "true")))
                .containsEntry(
                        "local",
                        new ProviderConfig(false, 3, Map.of("models", "/models", "memory", "2GiB", "threads", "4")))
                .containsEntry("mine", new ProviderConfig(false, 5, Map.of("model", "tiny")))
                .containsEntry("easel", new ProviderConfig(true, 6, Map.of()));
        assertThat(config.providerJars()).contains(Path.of("/opt/jars"));
    }

    @Test
    void readsTheEnvironment() {
        var config = load(Map.of(
                "ATELIER_PROVIDERS_SKETCH_SLOTS", "3",
                "ATELIER_PROVIDERS_SKETCH_SETTINGS_FAULTS", "true",
                "ATELIER_PROVIDER_JARS", "/srv/jars",
                "ATELIER_WORKER_ID", "painter-2"));

        assertThat(config.providers().get("sketch")).isEqualTo(new ProviderConfig(true, 3, Map.of("faults", "true")));
        assertThat(config.workerId()).contains("painter-2");
        assertThat(config.providerJars()).contains(Path.of("/srv/jars"));
    }

    @ParameterizedTest
    @CsvSource({
        "ATELIER_PROVIDERS_SKETCH_SLOTS, 0, 'providers.sketch.slots must be at least 1, but was 0'",
        "ATELIER_DRAIN_TIMEOUT, PT-1S, 'drain-timeout must not be negative, but was PT-1S'",
    })
    void namesTheKeyAndTheRule(String variable, String value, String message) {
        assertThatThrownBy(() -> load(Map.of(variable, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fol: {} | providers.fol is not a known provider; known are \\[.*local.*sketch.*]",
                "sketch: {settings: {colour: red}} | providers.sketch.settings.colour is not a known key.*",
                "easel: {slotz: 1} | providers.easel.slotz is not a known key",
                "easel: {slots: 0} | providers.easel.slots must be at least 1, but was 0",
            })
    void namesWhatIsWrongWithAProvider(String provider, String message) throws IOException {
        var file = Files.writeString(folder.resolve("connectors.yaml"), "providers: {%s}".formatted(provider));

        assertThatThrownBy(() -> ConnectorsService.start(
                        new ConfigLoader(SECRETS).load(ConnectorsConfig.class, Optional.of(file)), Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageMatching(message);
    }

    private static ConnectorsConfig load(Map<String, String> environment) {
        var all = new HashMap<>(SECRETS);
        all.putAll(environment);
        return new ConfigLoader(all).load(ConnectorsConfig.class, Optional.empty());
    }
}
