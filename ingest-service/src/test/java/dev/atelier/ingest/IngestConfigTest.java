package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {
    private static final Map<String, String> SECRETS = Map.of(
            "ATELIER_S3_ACCESS_KEY", "access",
            "ATELIER_S3_SECRET_KEY", "secret",
            "ATELIER_INSTALLATION_SECRET", "a-secret-of-at-least-32-characters");

    @Test
    void hasDefaults() {
        IngestConfig config = load(Map.of());

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.fileLinksFor()).isEqualTo(Duration.ofDays(7));
        assertThat(config.maxBodyBytes()).isEqualTo(1 << 20);
        assertThat(config.maxBatchBytes()).isEqualTo(8 << 20);
        assertThat(config.acknowledgeWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.lookBack()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.liveGenerations()).isEqualTo(100_000);
        assertThat(config.closeWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.vendorModels()).isTrue();
        assertThat(config.bootstrapKey()).isEmpty();
    }

    @Test
    void takesEveryKeyFromTheEnvironment() {
        IngestConfig config = load(Map.ofEntries(
                Map.entry("ATELIER_HOST", "0.0.0.0"),
                Map.entry("ATELIER_PORT", "0"),
                Map.entry("ATELIER_PUBLIC_URL", "https://atelier.example"),
                Map.entry("ATELIER_FILE_LINKS_FOR", "PT2H"),
                Map.entry("ATELIER_MAX_BODY_BYTES", "10"),
                Map.entry("ATELIER_MAX_BATCH_BYTES", "20"),
                Map.entry("ATELIER_ACKNOWLEDGE_WITHIN", "PT1S"),
                Map.entry("ATELIER_LOOK_BACK", "PT0S"),
                Map.entry("ATELIER_LIVE_GENERATIONS", "5"),
                Map.entry("ATELIER_CLOSE_WITHIN", "PT2S"),
                Map.entry("ATELIER_VENDOR_MODELS", "false"),
                Map.entry("ATELIER_BOOTSTRAP_KEY", "FIRST_KEY"),
                Map.entry("FIRST_KEY", "atl_0123456789abcdef")));

        assertThat(config)
                .isEqualTo(new IngestConfig(
                        config.kafka(),
                        config.objects(),
                        config.cassandra(),
                        CallbacksConfig.none(),
                        config.secret(),
                        "0.0.0.0",
                        0,
                        Optional.of(URI.create("https://atelier.example")),
                        Duration.ofHours(2),
                        10,
                        20,
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        5,
                        Duration.ofSeconds(2),
                        false,
                        Optional.of(new Secret("atl_0123456789abcdef"))));
    }

    @ParameterizedTest
    @CsvSource({
        "ATELIER_HOST, ' ', host must name an address",
        "ATELIER_PORT, 65536, port must be from 0 to 65535",
        "ATELIER_PUBLIC_URL, ftp://x, public-url must be an http or https URL",
        "ATELIER_FILE_LINKS_FOR, PT0S, file-links-for must be positive",
        "ATELIER_MAX_BODY_BYTES, 0, max-body-bytes must be at least 1",
        "ATELIER_MAX_BATCH_BYTES, 0, max-batch-bytes must be at least 1",
        "ATELIER_ACKNOWLEDGE_WITHIN, PT0S, acknowledge-within must be positive",
        "ATELIER_LOOK_BACK, PT-1S, look-back must not be negative",
        "ATELIER_LIVE_GENERATIONS, 0, live-generations must be at least 1",
        "ATELIER_CLOSE_WITHIN, PT0S, close-within must be positive",
        "ATELIER_SECRET, ATELIER_S3_SECRET_KEY, secret must have at least 32 characters",
        "ATELIER_BOOTSTRAP_KEY, ATELIER_S3_SECRET_KEY, bootstrap-key must have at least 16 characters"
    })
    void refusesWhatBreaksARule(String variable, String value, String message) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> load(Map.of(variable, value)))
                .withMessageContaining(message);
    }

    private static IngestConfig load(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.putAll(more);
        return new ConfigLoader(environment).load(IngestConfig.class, Optional.empty());
    }
}
