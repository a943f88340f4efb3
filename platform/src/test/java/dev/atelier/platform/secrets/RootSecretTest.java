package dev.atelier.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.config.Secret;
import org.junit.jupiter.api.Test;

class RootSecretTest {
    private static final String VALUE = "0123456789abcdef0123456789abcdef";

    private final RootSecret secret = root(VALUE);

    @Test
    void givesTheSameBytesForTheSameSubject() {
        assertThat(secret.derive("files", "a"))
                .hasSize(RootSecret.DERIVED_BYTES)
                .isEqualTo(root(VALUE).derive("files", "a"));
    }

    @Test
    void givesOtherBytesForAnotherSubjectPurposeOrSecret() {
        byte[] derived = secret.derive("files", "a");

        assertThat(secret.derive("files", "b")).isNotEqualTo(derived);
        assertThat(secret.derive("webhooks", "a")).isNotEqualTo(derived);
        assertThat(root(VALUE + "!").derive("files", "a")).isNotEqualTo(derived);
    }

    @Test
    void isRefusedWhenItIsShort() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> root("hush!"))
                .withMessageContaining("secret must have at least 32 characters")
                .withMessageContaining("5")
                .withMessageNotContaining("hush");
    }

    private static RootSecret root(String value) {
        return new RootSecret(new Secret(value));
    }
}
