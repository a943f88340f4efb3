package dev.atelier.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private final RootSecret secret = new RootSecret(new Secret("0123456789abcdef0123456789abcdef"));
    private final Tokens tokens = new Tokens(secret, "files");

    @Test
    void sayWhatTheyWereGivenFor() {
        String token = tokens.of("a project\nan id\nü");

        assertThat(token).matches("[A-Za-z0-9_.-]+");
        assertThat(tokens.subject(token)).contains("a project\nan id\nü");
    }

    @Test
    void areWorthNothingForAnotherPurposeOrUnderAnotherSecret() {
        String token = tokens.of("x");
        var other = new RootSecret(new Secret("another secret of an installation"));

        assertThat(new Tokens(secret, "uploads").subject(token)).isEmpty();
        assertThat(new Tokens(other, "files").subject(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "eA", "eA.", "eA.eA", "e!.eA", "eA.eA.eA"})
    void areNotMadeUp(String token) {
        assertThat(tokens.subject(token)).isEmpty();
    }

    @Test
    void sayNothingElseWhenTheyWereChanged() {
        String token = tokens.of("x");
        String changed = tokens.of("y").split("\\.")[0] + token.substring(token.indexOf('.'));

        assertThat(tokens.subject(changed)).isEmpty();
    }
}
