package dev.atelier.ingest.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewSecretTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void beginsWithItsPrefixAndIsLongEnoughForNobodyToGuess() {
        var secret = NewSecret.of("atl_test_", random);

        assertThat(secret.text()).matches("atl_test_[0-9A-Za-z]{43}").endsWith(secret.lastFour());
    }

    @Test
    void isAnotherOneEachTime() {
        Set<String> made = new HashSet<>();
        for (int count = 0; count < 1000; count++) {
            made.add(NewSecret.of("atl_live_", random).text());
        }

        assertThat(made).hasSize(1000);
    }

    @Test
    void doesNotShowItselfInALog() {
        var secret = NewSecret.of("atl_live_", random);

        assertThat(secret.toString()).isEqualTo("NewSecret[atl_live_…%s]".formatted(secret.lastFour()));
        assertThat(secret.toString()).doesNotContain(secret.text());
    }
}
