package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.callbacks.CallbackSignaturesConfig;
import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.limits.LimitsConfig;
import dev.atelier.ingest.people.PeopleConfig;
import dev.atelier.ingest.uploads.UploadsConfig;
import dev.atelier.ingest.webhooks.WebhooksConfig;
import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.http.OutboundConfig;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(config.dialects())
                .isEqualTo(new DialectsConfig(Duration.ofSeconds(270), 32 << 20, DialectsConfig.Leaving.GO_ON));
        assertThat(config.uploads())
                .isEqualTo(new UploadsConfig(
                        256 << 20,
                        100_000_000,
                        1000,
                        Duration.ofDays(1),
                        Duration.ofDays(7),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1)));
        assertThat(config.maxBodyBytes()).isEqualTo(1 << 20);
        assertThat(config.maxBatchBytes()).isEqualTo(8 << 20);
        assertThat(config.acknowledgeWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.lookBack()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.liveGenerations()).isEqualTo(100_000);
        assertThat(config.closeWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.callbackSignatures())
                .isEqualTo(new CallbackSignaturesConfig(
                        Optional.of(URI.create("https://rest.fal.ai/.well-known/jwks.json")), Optional.empty()));
        assertThat(config.vendorModels()).isTrue();
        assertThat(config.bootstrapKey()).isEmpty();
        assertThat(config.limits()).isEqualTo(new LimitsConfig(1, 30, 0));
        assertThat(config.oidc()).isEqualTo(PeopleConfig.nobody());
        assertThat(config.webhooks())
                .isEqualTo(new WebhooksConfig(
                        List.of(
                                Duration.ZERO,
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30),
                                Duration.ofHours(2),
                                Duration.ofHours(5),
                                Duration.ofHours(10),
                                Duration.ofHours(14),
                                Duration.ofHours(20),
                                Duration.ofHours(24)),
                        Duration.ofSeconds(20),
                        4,
                        1000,
                        Duration.ofHours(24),
                        Duration.ofHours(24)));
    }

    @Test
    void takesEveryKeyFromTheEnvironment() {
        IngestConfig config = load(Map.ofEntries(
                Map.entry("ATELIER_HOST", "0.0.0.0"),
                Map.entry("ATELIER_PORT", "0"),
                Map.entry("ATELIER_PUBLIC_URL", "https://atelier.example"),
                Map.entry("ATELIER_FILE_LINKS_FOR", "PT2H"),
                Map.entry("ATELIER_DIALECTS_ANSWER_WITHIN", "PT20S"),
                Map.entry("ATELIER_DIALECTS_MAX_BODY_BYTES", "30"),
                Map.entry("ATELIER_DIALECTS_WHEN_CLIENT_LEAVES", "cancel"),
                Map.entry("ATELIER_UPLOADS_MAX_BYTES", "1000"),
                Map.entry("ATELIER_UPLOADS_MAX_PIXELS", "2000"),
                Map.entry("ATELIER_UPLOADS_MAX_FRAMES", "30"),
                Map.entry("ATELIER_UPLOADS_UNFINISHED_FOR", "PT4H"),
                Map.entry("ATELIER_UPLOADS_KEPT_FOR", "PT5H"),
                Map.entry("ATELIER_UPLOADS_FETCH_WITHIN", "PT6S"),
                Map.entry("ATELIER_UPLOADS_LINKS_FOR", "PT7M"),
                Map.entry("ATELIER_MAX_BODY_BYTES", "10"),
                Map.entry("ATELIER_MAX_BATCH_BYTES", "20"),
                Map.entry("ATELIER_ACKNOWLEDGE_WITHIN", "PT1S"),
                Map.entry("ATELIER_LOOK_BACK", "PT0S"),
                Map.entry("ATELIER_WEBHOOKS_TIMEOUT", "PT15S"),
                Map.entry("ATELIER_WEBHOOKS_AT_ONCE", "2"),
                Map.entry("ATELIER_WEBHOOKS_IN_MEMORY", "10"),
                Map.entry("ATELIER_WEBHOOKS_LONGEST_WAIT", "PT1H"),
                Map.entry("ATELIER_WEBHOOKS_PREVIOUS_SECRET_FOR", "PT2H"),
                Map.entry("ATELIER_LIVE_GENERATIONS", "5"),
                Map.entry("ATELIER_CLOSE_WITHIN", "PT2S"),
                Map.entry("ATELIER_CALLBACK_SIGNATURES_FAL_KEYS", "https://keys.example/jwks"),
                Map.entry("ATELIER_CALLBACK_SIGNATURES_REPLICATE_SECRET", "REPLICATE_WEBHOOK_SECRET"),
                Map.entry("REPLICATE_WEBHOOK_SECRET", "whsec_c2VjcmV0"),
                Map.entry("ATELIER_VENDOR_MODELS", "false"),
                Map.entry("ATELIER_BOOTSTRAP_KEY", "FIRST_KEY"),
                Map.entry("FIRST_KEY", "atl_0123456789abcdef"),
                Map.entry("ATELIER_OUTBOUND_CONNECT_TIMEOUT", "PT3S"),
                Map.entry("ATELIER_LIMITS_INSTANCES", "2"),
                Map.entry("ATELIER_LIMITS_WRONG_KEYS_PER_MINUTE", "5"),
                Map.entry("ATELIER_LIMITS_PROXIES", "1"),
                Map.entry("ATELIER_OIDC_ISSUER", "https://login.example/realm"),
                Map.entry("ATELIER_OIDC_AUDIENCE", "atelier"),
                Map.entry("ATELIER_OIDC_ROLES_CLAIM", "realm_access.roles"),
                Map.entry("ATELIER_OIDC_ROLE_PREFIX", "atelier-"),
                Map.entry("ATELIER_OIDC_PROJECTS_CLAIM", "atelier_projects")));

        assertThat(config)
                .isEqualTo(new IngestConfig(
                        config.kafka(),
                        config.objects(),
                        config.cassandra(),
                        new OutboundConfig(Duration.ofSeconds(3), List.of()),
                        CallbacksConfig.none(),
                        new WebhooksConfig(
                                config.webhooks().schedule(),
                                Duration.ofSeconds(15),
                                2,
                                10,
                                Duration.ofHours(1),
                                Duration.ofHours(2)),
                        config.secret(),
                        new DialectsConfig(Duration.ofSeconds(20), 30, DialectsConfig.Leaving.CANCEL),
                        new UploadsConfig(
                                1000,
                                2000,
                                30,
                                Duration.ofHours(4),
                                Duration.ofHours(5),
                                Duration.ofSeconds(6),
                                Duration.ofMinutes(7)),
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
                        new CallbackSignaturesConfig(
                                Optional.of(URI.create("https://keys.example/jwks")),
                                Optional.of(new Secret("whsec_c2VjcmV0"))),
                        false,
                        Optional.of(new Secret("atl_0123456789abcdef")),
                        new LimitsConfig(2, 5, 1),
                        new PeopleConfig(
                                Optional.of(URI.create("https://login.example/realm")),
                                Optional.of("atelier"),
                                "realm_access.roles",
                                "atelier-",
                                "atelier_projects")));
    }

    @ParameterizedTest
    @CsvSource({
        "ATELIER_HOST, ' ', host must name an address",
        "ATELIER_PORT, 65536, port must be from 0 to 65535",
        "ATELIER_PUBLIC_URL, ftp://x, public-url must be an http or https URL",
        "ATELIER_FILE_LINKS_FOR, PT0S, file-links-for must be positive",
        "ATELIER_DIALECTS_ANSWER_WITHIN, PT5M, 'dialects.answer-within must be positive, and at most PT4M55S'",
        "ATELIER_DIALECTS_MAX_BODY_BYTES, 0, dialects.max-body-bytes must be at least 1",
        "ATELIER_UPLOADS_MAX_BYTES, 0, uploads.max-bytes must be from 1 to 1073741824",
        "ATELIER_UPLOADS_MAX_PIXELS, 0, uploads.max-pixels must be at least 1",
        "ATELIER_UPLOADS_MAX_FRAMES, 0, uploads.max-frames must be at least 1",
        "ATELIER_UPLOADS_UNFINISHED_FOR, PT0S, uploads.unfinished-for must be positive",
        "ATELIER_UPLOADS_KEPT_FOR, PT0S, uploads.kept-for must be positive",
        "ATELIER_UPLOADS_FETCH_WITHIN, PT0S, uploads.fetch-within must be positive",
        "ATELIER_UPLOADS_LINKS_FOR, PT0S, uploads.links-for must be positive",
        "ATELIER_UPLOADS_LINKS_FOR, P2D, uploads.links-for must not be longer than uploads.unfinished-for",
        "ATELIER_MAX_BODY_BYTES, 0, max-body-bytes must be at least 1",
        "ATELIER_MAX_BATCH_BYTES, 0, max-batch-bytes must be at least 1",
        "ATELIER_ACKNOWLEDGE_WITHIN, PT0S, acknowledge-within must be positive",
        "ATELIER_LOOK_BACK, PT-1S, look-back must not be negative",
        "ATELIER_LIVE_GENERATIONS, 0, live-generations must be at least 1",
        "ATELIER_CLOSE_WITHIN, PT0S, close-within must be positive",
        "ATELIER_CALLBACK_SIGNATURES_FAL_KEYS, keys.example, callback-signatures.fal-keys must be an http or https URL",
        "ATELIER_CALLBACK_SIGNATURES_REPLICATE_SECRET, ATELIER_S3_SECRET_KEY, callback-signatures.replicate-secret must",
        "ATELIER_LIMITS_INSTANCES, 0, limits.instances must be at least 1",
        "ATELIER_LIMITS_WRONG_KEYS_PER_MINUTE, 0, limits.wrong-keys-per-minute must be at least 1",
        "ATELIER_LIMITS_PROXIES, -1, limits.proxies must not be negative",
        "ATELIER_OIDC_AUDIENCE, atelier, 'oidc.audience must be given with oidc.issuer, and only with it'",
        "ATELIER_OIDC_ROLES_CLAIM, ' ', oidc.roles-claim must name a claim",
        "ATELIER_OIDC_PROJECTS_CLAIM, ' ', oidc.projects-claim must name a claim",
        "ATELIER_WEBHOOKS_TIMEOUT, PT0S, webhooks.timeout must be positive",
        "ATELIER_WEBHOOKS_AT_ONCE, 0, webhooks.at-once must be at least 1",
        "ATELIER_WEBHOOKS_IN_MEMORY, 1, webhooks.in-memory must be at least 2",
        "ATELIER_WEBHOOKS_LONGEST_WAIT, PT-1S, webhooks.longest-wait must not be negative",
        "ATELIER_WEBHOOKS_PREVIOUS_SECRET_FOR, PT-1S, webhooks.previous-secret-for must not be negative",
        "ATELIER_SECRET, ATELIER_S3_SECRET_KEY, secret must have at least 32 characters",
        "ATELIER_BOOTSTRAP_KEY, ATELIER_S3_SECRET_KEY, bootstrap-key must have at least 16 characters"
    })
    void refusesWhatBreaksARule(String variable, String value, String message) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> load(Map.of(variable, value)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://login.example", "https://login.example?a=b", "login"})
    void refusesAnIssuerThatIsNoWebAddress(String issuer) {
        var people = Map.of("ATELIER_OIDC_ISSUER", issuer, "ATELIER_OIDC_AUDIENCE", "atelier");

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> load(people))
                .withMessageContaining("oidc.issuer must be an http or https URL without a query");
    }

    private static IngestConfig load(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.putAll(more);
        return new ConfigLoader(environment).load(IngestConfig.class, Optional.empty());
    }
}
