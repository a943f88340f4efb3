package dev.atelier.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer secret", "bearer  secret", "Key secret", "KEY secret "})
    void findsTheKeyInAuthorization(String header) {
        assertThat(Authentication.credentials(header)).contains("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "Basic secret", "Bearer", "Bearer ", "Bearer two words", "Bearersecret"})
    void findsNoKeyInAnythingElse(String header) {
        assertThat(Authentication.credentials(header)).isEmpty();
    }

    @Test
    void keepsASaneRequestId() {
        assertThat(RequestIds.choose("a-B_3.4")).isEqualTo("a-B_3.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "<script>", "ü"})
    void replacesAnyOtherRequestId(String offered) {
        assertThat(RequestIds.choose(offered)).hasSize(36).isNotEqualTo(offered);
        assertThat(RequestIds.choose("x".repeat(129))).hasSize(36);
    }
}
