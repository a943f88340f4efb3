package dev.atelier.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.InvalidConfigException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be reached. */
class AddressGuardTest {
    @Test
    void passesAPublicAddressWithTls() {
        assertPasses(AddressGuard.of(List.of()), at("1.1.1.1", 443), true);
    }

    @Test
    void blocksAPublicAddressWithoutTls() {
        assertThatThrownBy(() -> AddressGuard.of(List.of()).check(at("1.1.1.1", 80), false))
                .isInstanceOf(BlockedAddressException.class)
                .hasMessage("is asked for without TLS");
    }

    @Test
    void blocksAPrivateAddress() {
        assertThatThrownBy(() -> AddressGuard.of(List.of()).check(at("10.0.0.1", 443), true))
                .isInstanceOf(BlockedAddressException.class)
                .hasMessage("has no public address");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.200.3",
        "10.1.0.0/15, 10.0.0.1",
        "0.0.0.0/0, 192.168.0.1",
        "127.0.0.1/32, 127.0.0.1",
        "fd00::/8, fd12::1",
    })
    void passesAnAllowedNetwork(String network, String address) {
        assertPasses(AddressGuard.of(List.of(network)), at(address, 80), false);
    }

    @ParameterizedTest
    @CsvSource({"10.1.0.0/16, 10.2.0.1", "127.0.0.1/32, 127.0.0.2", "::/0, 10.0.0.1"})
    void blocksWhatIsOutsideTheAllowedNetwork(String network, String address) {
        assertBlocks(AddressGuard.of(List.of(network)), at(address, 80));
    }

    @Test
    void passesAnAllowedHostAtItsPortAlone() throws UnknownHostException {
        var guard = AddressGuard.of(List.of("Comfy:8188"));

        assertPasses(guard, named("comfy", "10.0.0.9", 8188), false);
        assertBlocks(guard, named("comfy", "10.0.0.9", 22));
        assertBlocks(guard, named("other", "10.0.0.9", 8188));
    }

    @Test
    void passesAnAllowedHostAtAnyPortWhenNoneIsNamed() throws UnknownHostException {
        assertPasses(AddressGuard.of(List.of("comfy")), named("comfy", "10.0.0.9", 1), false);
    }

    @Test
    void passesTheOriginItIsFor() throws UnknownHostException {
        var guard = AddressGuard.of(List.of()).and(HttpUrl.get("http://[::1]:5000/v1"));

        assertPasses(guard, at("::1", 5000), false);
        assertBlocks(guard, at("::1", 5001));
    }

    @ParameterizedTest
    @CsvSource({
        "inside, http://inside:9000/, true",
        "inside:9000, http://inside:9000/, true",
        "inside:9001, http://inside:9000/, false",
        "127.0.0.1, http://127.0.0.1:9000/, true",
        "127.0.0.0/8, http://127.0.0.1:9000/, true",
        "127.0.0.0/8, http://localhost:9000/, false",
        "0.0.0.0/0, https://example.org/, false",
        "'::1', http://[::1]/, true"
    })
    void vouchesForWhatIsAllowedAsItIsWritten(String entry, String url, boolean vouched) {
        assertThat(AddressGuard.of(List.of(entry.contains("::") ? "[%s]".formatted(entry) : entry))
                        .vouchesFor(HttpUrl.get(url)))
                .isEqualTo(vouched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "nowhere/8", "", "a host", "host:port", "http://host"})
    void refusesAnEntryThatIsNeitherNetworkNorHost(String entry) {
        assertThatThrownBy(() -> new OutboundConfig(Duration.ofSeconds(1), List.of(entry)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("outbound.allow ");
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static InetSocketAddress named(String host, String address, int port) throws UnknownHostException {
        return new InetSocketAddress(
                InetAddress.getByAddress(host, InetAddress.ofLiteral(address).getAddress()), port);
    }

    private static void assertPasses(AddressGuard guard, InetSocketAddress address, boolean encrypted) {
        assertThatCode(() -> guard.check(address, encrypted)).doesNotThrowAnyException();
    }

    private static void assertBlocks(AddressGuard guard, InetSocketAddress address) {
        assertThatThrownBy(() -> guard.check(address, true)).isInstanceOf(BlockedAddressException.class);
    }
}
