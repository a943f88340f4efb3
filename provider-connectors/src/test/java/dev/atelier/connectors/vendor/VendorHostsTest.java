package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To which hosts a key may go. */
class VendorHostsTest {
    private final VendorHosts hosts = new VendorHosts(Set.of("acme.test", "acme.run"));

    @ParameterizedTest
    @CsvSource({
        "https://api.acme.test/v1, eu.acme.test, https://eu.acme.test/v1",
        "https://queue.acme.run/, rest.acme.test, https://rest.acme.test/",
        "https://api.acme.test/, api.acme.test.evil.test, https://api.acme.test/",
        "https://api.acme.test/, evilacme.test, https://api.acme.test/",
        "https://proxy.mine.test/acme, eu.acme.test, https://proxy.mine.test/acme",
        "http://localhost:8080/, evil.test, http://localhost:8080/",
    })
    void areTheVendorsOwnOrTheBase(String base, String host, String where) {
        assertThat(hosts.at(host, HttpUrl.get(base))).isEqualTo(HttpUrl.get(where));
    }

    @Test
    void areADomainAndWhatIsBelowIt() {
        assertThat(hosts.has("acme.test")).isTrue();
        assertThat(hosts.has("a.b.acme.run")).isTrue();
        assertThat(hosts.has("acme.test.")).isFalse();
        assertThat(hosts.has("notacme.test")).isFalse();
        assertThat(hosts.has("")).isFalse();
    }
}
