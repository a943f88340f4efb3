package dev.atelier.connectors.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.platform.config.InvalidConfigException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may say about fal. */
class FalSettingsTest {
    @Test
    void mayBeLeftOut() {
        assertThat(of(Map.of())).isEqualTo(new FalSettings(Optional.empty(), Optional.empty()));
    }

    @Test
    void areAllRead() {
        assertThat(of(Map.of("priority", "low", "keep-outputs", "PT1H")))
                .isEqualTo(new FalSettings(Optional.of("low"), Optional.of(Duration.ofHours(1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority | high | providers.fal.settings.priority must be one of [low, normal], but was high",
                "keep-outputs | PT59M | providers.fal.settings.keep-outputs must be a duration such as PT5M, at least PT1H, but was PT59M",
                "keep-outputs | an hour | providers.fal.settings.keep-outputs must be a duration such as PT5M, at least PT1H, but was an hour",
            })
    void nameTheKeyAndTheRule(String key, String value, String message) {
        assertThatThrownBy(() -> of(Map.of(key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(message);
    }

    @Test
    void areNoneThatNobodyKnows() {
        assertThatThrownBy(() -> of(Map.of("colour", "red")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("providers.fal.settings.colour");
    }

    private static FalSettings of(Map<String, String> values) {
        return FalSettings.of(new ProviderSettings("fal", values));
    }
}
