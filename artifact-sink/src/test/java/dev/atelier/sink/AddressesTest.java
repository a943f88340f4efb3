package dev.atelier.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../other", "a/b", "a b", "-a", "a\u0000"})
    void turnsAwayNamesThatAreNoPartOfAKey(String name) {
        assertThat(Addresses.usable("project", name)).isFalse();
        assertThat(Addresses.usable(name, "0197c0de-0000-7000-8000-000000000001"))
                .isFalse();
    }

    @Test
    void takesNamesAsServicesMakeThem() {
        assertThat(Addresses.usable("my-project_1", "0197c0de-0000-7000-8000-000000000001"))
                .isTrue();
    }

    @Test
    void keepsAGenerationInItsOwnStagingArea() {
        assertThat(Addresses.isStagingOf("p", "g", "staging/p/g/1-0")).isTrue();
        assertThat(Addresses.isStagingOf("p", "g", "staging/p/other/1-0")).isFalse();
        assertThat(Addresses.isStagingOf("p", "g", "staging/p/g/../other/1-0")).isFalse();
        assertThat(Addresses.isStagingOf("p", "g", "projects/p/content/ab/abc")).isFalse();
    }

    @Test
    void knowsAHash() {
        assertThat(Addresses.isSha256(Outcomes.sha256("fox"))).isTrue();
        assertThat(Addresses.isSha256(Outcomes.sha256("fox").toUpperCase(java.util.Locale.ROOT)))
                .isFalse();
        assertThat(Addresses.isSha256("")).isFalse();
    }
}
