package dev.atelier.connectors.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.InvalidConfigException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a provider's settings are read, and what is said of wrong ones. */
class ProviderSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void areReadAsWhatTheyAre() {
        var settings = settings(Map.of("timeout", "PT5M", "base-url", "http://a:1/v1", "speed", "fast"));

        assertThat(settings.duration("timeout", SECOND)).contains(Duration.ofMinutes(5));
        assertThat(settings.url("base-url")).contains(HttpUrl.get("http://a:1/v1"));
        assertThat(settings.oneOf("speed", Set.of("fast", "slow"))).contains("fast");
        assertThat(settings.duration("other", SECOND)).isEmpty();
        assertThat(settings.url("other")).isEmpty();
        assertThat(settings.oneOf("other", Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.5S, 'must be a duration such as PT5M, at least PT1S, but was PT0.5S'",
        "soon, 'must be a duration such as PT5M, at least PT1S, but was soon'",
    })
    void namesTheRuleOfADuration(String value, String rule) {
        assertThatThrownBy(() -> settings(Map.of("timeout", value)).duration("timeout", SECOND))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("providers.acme.settings.timeout " + rule);
    }

    @Test
    void namesTheRuleOfAnAddress() {
        assertThatThrownBy(() -> settings(Map.of("base-url", "ftp://a")).url("base-url"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("providers.acme.settings.base-url must be an http or https URL, but was ftp://a");
    }

    @Test
    void namesTheWordsThatAreAllowed() {
        assertThatThrownBy(() -> settings(Map.of("speed", "light")).oneOf("speed", Set.of("slow", "fast")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("providers.acme.settings.speed must be one of [fast, slow], but was light");
    }

    private static ProviderSettings settings(Map<String, String> values) {
        return new ProviderSettings("acme", values);
    }
}
