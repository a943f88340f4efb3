package dev.atelier.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialVariablesTest {
    @ParameterizedTest
    @CsvSource({"fal, FAL_KEY", "fal, FAL_TEAM_B", "fal, FAL", "my-vendor, MY_VENDOR_KEY", "a.b, A_B_KEY"})
    void belongToTheProviderWhoseNameTheyBear(String provider, String variable) {
        assertThat(CredentialVariables.belongs(variable, provider)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "fal, AWS_SECRET",
        "fal, FALSE_KEY",
        "fal, fal_key",
        "my-vendor, MY-VENDOR_KEY",
        "my-vendor, MY_VENDORS_KEY",
        "fal, FAL_KEY=x",
    })
    void belongToNobodyElse(String provider, String variable) {
        assertThat(CredentialVariables.belongs(variable, provider)).isFalse();
    }

    @Test
    void beginWithTheNameInCapitals() {
        assertThat(CredentialVariables.prefix("my-vendor.2")).isEqualTo("MY_VENDOR_2");
    }
}
