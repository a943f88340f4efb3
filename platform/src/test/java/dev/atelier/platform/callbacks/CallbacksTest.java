package dev.atelier.platform.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.config.Secret;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where providers call back. */
class CallbacksTest {
    private static final String SECRET = "a secret of thirty-two characters";
    private static final String PREFIX = "https://atelier.test/base/callbacks/fal/";

    private final Callbacks callbacks = callbacks(SECRET);

    @Test
    void readsTheTokenThatItGave() {
        String url = callbacks.url("fal", "0190b5a0-0000-7000-8000-000000000001");

        assertThat(url).startsWith(PREFIX);
        assertThat(callbacks.generation("fal", token(url))).contains("0190b5a0-0000-7000-8000-000000000001");
    }

    @Test
    void readsNoTokenOfAnotherProviderOrGenerationOrSecret() {
        String token = token(callbacks.url("fal", "one"));
        String other = token(callbacks.url("fal", "two"));
        String mixed = token.substring(0, token.indexOf('.')) + other.substring(other.indexOf('.'));

        assertThat(callbacks.generation("replicate", token)).isEmpty();
        assertThat(callbacks.generation("fal", mixed)).isEmpty();
        assertThat(callbacks(SECRET + "!").generation("fal", token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "b25l.", "b25l", "?.?", "b25l.AAAA"})
    void readsNothingElse(String token) {
        assertThat(callbacks.generation("fal", token)).isEmpty();
    }

    @Test
    void giveEachGenerationOfEachProviderASigningSecretOfItsOwn() {
        var secret = callbacks.signingSecret("bfl", "one");

        assertThat(callbacks(SECRET).signingSecret("bfl", "one")).isEqualTo(secret);
        assertThat(secret.value()).hasSize(43).doesNotContain(SECRET);
        assertThat(callbacks.url("bfl", "one")).doesNotContain(secret.value());
        assertThat(callbacks.signingSecret("bfl", "two")).isNotEqualTo(secret);
        assertThat(callbacks.signingSecret("fal", "one")).isNotEqualTo(secret);
        assertThat(callbacks(SECRET + "!").signingSecret("bfl", "one")).isNotEqualTo(secret);
    }

    @Test
    void areNoneWithoutAnAddress() {
        assertThat(CallbacksConfig.none().callbacks()).isEmpty();
    }

    @Test
    void refusesHalfAConfigurationAndAWeakSecret() {
        var url = Optional.of(URI.create("https://atelier.test"));

        assertThatThrownBy(() -> new CallbacksConfig(url, Optional.empty()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("callbacks.secret ");
        assertThatThrownBy(() -> new CallbacksConfig(url, Optional.of(new Secret("short"))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageNotContaining("short,")
                .hasMessageStartingWith("callbacks.secret ");
        assertThatThrownBy(
                        () -> new CallbacksConfig(Optional.of(URI.create("ftp://x")), Optional.of(new Secret(SECRET))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("callbacks.public-url ");
    }

    private static String token(String url) {
        return url.substring(PREFIX.length());
    }

    private static Callbacks callbacks(String secret) {
        return new CallbacksConfig(
                        Optional.of(URI.create("https://atelier.test/base")), Optional.of(new Secret(secret)))
                .callbacks()
                .orElseThrow();
    }
}
