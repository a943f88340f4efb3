package dev.atelier.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.ingest.keys.Passes.Pass;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.RootSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pass grants no more than its key does, and ends with it. */
class PassesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Pass PASS = new Pass("k1", Set.of("a/b", "a/c"));

    private Instant now = NOON;
    private final Passes passes = passes("the secret of passes that are only tested");
    private final ApiKeys keys = new ApiKeys(() -> now);

    private Passes passes(String secret) {
        return new Passes(new RootSecret(new Secret(secret)), () -> now);
    }

    @Test
    void isGoodForItsTime() {
        String token = passes.of("k1", List.of("a/b", "a/c"), Duration.ofMinutes(2));

        assertThat(passes.find(token)).contains(PASS);
        now = NOON.plusSeconds(120);
        assertThat(passes.find(token)).isEmpty();
    }

    @Test
    void isNoneOfAnotherInstallation() {
        String foreign =
                passes("another secret of passes that are tested").of("k1", List.of("a/b"), Duration.ofMinutes(2));

        assertThat(passes.find(foreign)).isEmpty();
        assertThat(passes.find("no token")).isEmpty();
    }

    @Test
    void hasModelsRunAndDoesNothingElse() {
        keys.accept("k1", key().setAdmin(true).build());

        assertThat(keys.identify(PASS))
                .isEqualTo(new Identity.Known(
                        new Caller("default", "k1", Set.of(KeyScope.SUBMIT), Set.of("a/b", "a/c")), Optional.empty()));
    }

    @Test
    void grantsNoModelThatItsKeyMayNotAskFor() {
        keys.accept("k1", key().setModels(List.of("a/c", "a/d")).build());
        assertThat(keys.identify(PASS))
                .isEqualTo(new Identity.Known(
                        new Caller("default", "k1", Set.of(KeyScope.SUBMIT), Set.of("a/c")), Optional.empty()));

        keys.accept("k1", key().setModels(List.of("a/d")).build());
        assertThat(keys.identify(PASS)).isEqualTo(new Identity.Ended());
    }

    @Test
    void endsWithItsKey() {
        assertThat(keys.identify(PASS)).isEqualTo(new Identity.Ended());

        keys.accept("k1", key().setScopes(List.of(KeyScope.READ)).build());
        assertThat(keys.identify(PASS)).isEqualTo(new Identity.Ended());

        keys.accept("k1", key().setRevoked(true).build());
        assertThat(keys.identify(PASS)).isEqualTo(new Identity.Ended());
    }

    private static ApiKeyDefined.Builder key() {
        return ApiKeyDefined.newBuilder()
                .setKeyId("k1")
                .setSha256(ApiKeys.hash("first"))
                .setLastFour("irst")
                .setProject("default")
                .setCreatedAt(NOON);
    }
}
