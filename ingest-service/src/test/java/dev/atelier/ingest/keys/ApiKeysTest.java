package dev.atelier.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyDefined;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private final ApiKeys keys = new ApiKeys();

    @Test
    void knowsWhoseAKeyIs() {
        keys.accept("k1", defined("k1", "first", false));

        assertThat(keys.find("first")).contains(new Caller("default", "k1"));
        assertThat(keys.find("second")).isEmpty();
    }

    @Test
    void saysWhetherAKeyIsAnAdmins() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k2", builder("k2", "second").setAdmin(true).build());

        assertThat(keys.find("first").orElseThrow().admin()).isFalse();
        assertThat(keys.find("second").orElseThrow().admin()).isTrue();
    }

    @Test
    void refusesARevokedKeyButKnowsIt() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k1", defined("k1", "first", true));

        assertThat(keys.find("first")).isEmpty();
        assertThat(keys.isKnown(ApiKeys.hash("first"))).isTrue();
    }

    @Test
    void forgetsWhatAKeyWasBeforeItWasRotated() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k1", defined("k1", "second", false));

        assertThat(keys.find("first")).isEmpty();
        assertThat(keys.find("second")).isPresent();
    }

    @Test
    void forgetsADeletedKey() {
        keys.accept("k1", defined("k1", "first", false));
        keys.accept("k1", null);

        assertThat(keys.find("first")).isEmpty();
        assertThat(keys.isKnown(ApiKeys.hash("first"))).isFalse();
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
