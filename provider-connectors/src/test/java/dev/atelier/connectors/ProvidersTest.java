package dev.atelier.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderJars;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which providers run. */
class ProvidersTest {
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void runWithoutAnyKeyWhereTheyNeedNone() {
        assertThat(running(Map.of(), Map.of())).contains("sketch").doesNotContain("openai", "comfyui", "cog");
    }

    @Test
    void runOnceTheEnvironmentHasTheirKey() {
        assertThat(running(Map.of(), Map.of("OPENAI_API_KEY", "x"))).contains("openai");
    }

    @Test
    void runWithoutAKeyAtAServerOfOnesOwn() {
        var config = Map.of("ATELIER_PROVIDERS_OPENAI_SETTINGS_BASE_URL", "http://127.0.0.1:8000/v1");

        assertThat(running(config, Map.of())).contains("openai");
    }

    @Test
    void runWhenTheyAreEnabled() {
        var config = Map.of("ATELIER_PROVIDERS_COMFYUI_ENABLED", "true", "ATELIER_PROVIDERS_COG_ENABLED", "true");

        assertThat(running(config, Map.of())).contains("comfyui", "cog");
    }

    @Test
    void areKeylessWhereTheEnvironmentLacksTheirKey() {
        assertThat(create(load(Map.of()), Map.of("FAL_KEY", "x")).keyless())
                .containsEntry("replicate", "REPLICATE_API_TOKEN")
                .containsEntry("google", "GEMINI_API_KEY")
                .doesNotContainKeys("fal", "sketch", "local", "comfyui");
    }

    private List<String> running(Map<String, String> config, Map<String, String> environment) {
        return create(load(config), environment).running().keySet().stream()
                .map(Provider::name)
                .toList();
    }

    private static ConnectorsConfig load(Map<String, String> config) {
        var variables = new HashMap<>(Map.of("ATELIER_S3_ACCESS_KEY", "key", "ATELIER_S3_SECRET_KEY", "secret"));
        variables.putAll(config);
        return new ConfigLoader(variables).load(ConnectorsConfig.class, Optional.empty());
    }

    private Providers create(ConnectorsConfig config, Map<String, String> environment) {
        try (var jars = ProviderJars.none()) {
            return Providers.create(config, jars, environment, http, new Accounts(environment));
        }
    }
}
