package dev.atelier.ingest.keys;

import static dev.atelier.event.KeyScope.MANAGE;
import static dev.atelier.event.KeyScope.READ;
import static dev.atelier.event.KeyScope.SUBMIT;
import static dev.atelier.event.KeyScope.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.event.RateLimit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Instant now = NOON;
    private final ApiKeys keys = new ApiKeys(() -> now);

    @Test
    void knowsWhoseAKeyIs() {
        keys.accept("k1", defined("k1", "first", false));

        assertThat(keys.identify("first")).isEqualTo(known("k1"));
        assertThat(keys.identify("second")).isEqualTo(new Identity.Unknown());
    }

    @Test
    void saysWhetherAKeyIsAnAdmins() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k2", builder("k2", "second").setAdmin(true).build());

        assertThat(caller("first").admin()).isFalse();
        assertThat(caller("second").admin()).isTrue();
    }

    @Test
    void letsAKeyFromBeforeThereWereScopesDoAllButAdminister() {
        keys.accept("k1", defined("k1", "first", false));

        assertThat(caller("first").scopes()).containsExactlyInAnyOrder(READ, SUBMIT, MANAGE);
    }

    @Test
    void givesAKeyItsScopesModelsAndLimit() {
        var limit = new RateLimit(1.0, 2);
        keys.accept(
                "k1",
                builder("k1", "first")
                        .setScopes(List.of(READ))
                        .setModels(List.of("a/b"))
                        .setRateLimit(limit)
                        .build());

        assertThat(keys.identify("first"))
                .isEqualTo(new Identity.Known(
                        new Caller("default", "k1", Set.of(READ), Set.of("a/b")), Optional.of(limit)));
    }

    @Test
    void grantsNothingByAScopeThatItDoesNotKnow() {
        keys.accept("k1", builder("k1", "first").setScopes(List.of(UNKNOWN)).build());

        assertThat(List.of(KeyScope.values())).filteredOn(caller("first")::may).containsExactly(UNKNOWN);
    }

    @Test
    void refusesAKeyFromItsExpiryOn() {
        keys.accept(
                "k1", builder("k1", "first").setExpiresAt(NOON.plusSeconds(1)).build());

        assertThat(keys.identify("first")).isEqualTo(known("k1"));
        now = NOON.plusSeconds(1);
        assertThat(keys.identify("first")).isEqualTo(new Identity.Ended());
    }

    @Test
    void takesTheOldKeyUntilItsGraceIsOver() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept(
                "k1",
                builder("k1", "second")
                        .setPreviousSha256(ApiKeys.hash("first"))
                        .setPreviousUntil(NOON.plusSeconds(1))
                        .build());

        assertThat(keys.identify("first")).isEqualTo(known("k1"));
        now = NOON.plusSeconds(1);
        assertThat(keys.identify("first")).isEqualTo(new Identity.Ended());
        assertThat(keys.identify("second")).isEqualTo(known("k1"));
    }

    @Test
    void endsBothKeysWhenOneIsRevokedInItsGrace() {
        var rotated =
                builder("k1", "second").setPreviousSha256(ApiKeys.hash("first")).setPreviousUntil(NOON.plusSeconds(1));
        keys.accept("k1", rotated.build());
        keys.accept("k1", rotated.setRevoked(true).build());

        assertThat(keys.identify("first")).isEqualTo(new Identity.Ended());
        assertThat(keys.identify("second")).isEqualTo(new Identity.Ended());
    }

    @Test
    void keepsAKeyRevokedThatAnotherInstanceRotatesAtTheSameTime() {
        keys.accept("k1", defined("k1", "first", true));
        keys.accept("k1", defined("k1", "second", false));

        assertThat(keys.identify("second")).isEqualTo(new Identity.Ended());
        assertThat(keys.get("k1").orElseThrow().getRevoked()).isTrue();
    }

    @Test
    void refusesARevokedKeyButKnowsIt() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k1", defined("k1", "first", true));

        assertThat(keys.identify("first")).isEqualTo(new Identity.Ended());
        assertThat(keys.isKnown(ApiKeys.hash("first"))).isTrue();
    }

    @Test
    void forgetsWhatAKeyWasBeforeItWasRotated() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k1", defined("k1", "second", false));

        assertThat(keys.identify("first")).isEqualTo(new Identity.Unknown());
        assertThat(keys.identify("second")).isEqualTo(known("k1"));
    }

    @Test
    void forgetsADeletedKey() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k1", null);

        assertThat(keys.identify("first")).isEqualTo(new Identity.Unknown());
        assertThat(keys.isKnown(ApiKeys.hash("first"))).isFalse();
    }

    private Caller caller(String key) {
        return ((Identity.Known) keys.identify(key)).caller();
    }

    private static Identity known(String keyId) {
        return new Identity.Known(new Caller("default", keyId), Optional.empty());
    }

    private static ApiKeyDefined defined(String id, String key, boolean revoked) {
        return builder(id, key).setRevoked(revoked).build();
    }

    private static ApiKeyDefined.Builder builder(String id, String key) {
        return ApiKeyDefined.newBuilder()
                .setKeyId(id)
                .setSha256(ApiKeys.hash(key))
                .setLastFour("last")
                .setProject("default")
                .setCreatedAt(Instant.EPOCH);
    }
}
