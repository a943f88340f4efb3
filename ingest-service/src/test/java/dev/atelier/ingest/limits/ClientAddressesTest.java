package dev.atelier.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {
    private static final String PEER = "10.0.0.1";

    @Test
    void believesNoHeaderWithoutAProxy() {
        assertThat(new ClientAddresses(0).of(PEER, List.of("192.0.2.1"))).isEqualTo(PEER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 192.0.2.1 | 192.0.2.1",
                "1 | 203.0.113.9, 192.0.2.1 | 192.0.2.1",
                "2 | 203.0.113.9, 192.0.2.1, 10.0.0.2 | 192.0.2.1",
                "2 | 192.0.2.1 | 10.0.0.1",
                "1 | nonsense | 10.0.0.1",
                "1 | 2001:db8:1:2:3:4:5:6 | 20010db800010002",
                "1 | ::ffff:192.0.2.1 | 192.0.2.1",
            })
    void believesWhatTheProxiesAdded(int proxies, String forwarded, String address) {
        assertThat(new ClientAddresses(proxies).of(PEER, List.of(forwarded))).isEqualTo(address);
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(new ClientAddresses(2).of(PEER, List.of("203.0.113.9, 192.0.2.1", "10.0.0.2")))
                .isEqualTo("192.0.2.1");
    }
}
