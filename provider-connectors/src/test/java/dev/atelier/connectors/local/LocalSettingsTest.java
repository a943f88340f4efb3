package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.platform.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void hasDefaults() {
        var settings = read(Map.of());

        assertThat(settings.models()).isEmpty();
        assertThat(settings.memory()).isGreaterThan(100L << 20);
        assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(read(Map.of("models", "", "memory", "auto", "threads", "auto")))
                .isEqualTo(settings);
    }

    @Test
    void readsEachKey() {
        assertThat(read(Map.of("models", folder.toString(), "memory", "3GiB", "threads", "5")))
                .isEqualTo(new LocalSettings(Optional.of(folder), 3L << 30, 5));
        assertThat(read(Map.of("memory", "512MiB")).memory()).isEqualTo(512L << 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models|/no/such|must be a folder, but was /no/such",
                "memory|much|must be auto or a size such as 512MiB or 8GiB, but was much",
                "memory|0GiB|must be auto or a size such as 512MiB or 8GiB, but was 0GiB",
                "threads|0|must be auto or a number from 1 to 999, but was 0",
                "colour|red|is not a known key",
            })
    void namesTheKeyAndTheRule(String key, String value, String rule) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("providers.local.settings.%s %s".formatted(key, rule));
    }

    private static LocalSettings read(Map<String, String> values) {
        return LocalSettings.read(new ProviderSettings("local", values));
    }
}
