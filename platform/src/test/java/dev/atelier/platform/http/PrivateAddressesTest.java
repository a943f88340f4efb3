package dev.atelier.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.http.Reply.Unsent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No connection is made to what is inside, however it is written and whatever a name stands for. */
class PrivateAddressesTest {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(5), 1000);

    private final Map<String, Deque<String>> names = new ConcurrentHashMap<>();
    private final OkHttpClient client =
            new OkHttpClient.Builder().dns(new Names()).followRedirects(false).build();
    private final AddressGuard guard = AddressGuard.of(List.of());
    private final Outlet outlet = new Outlet(client, new GuardedSockets(guard, false), new GuardedSockets(guard, true));
    private final ServerSocket inside;

    PrivateAddressesTest() throws IOException {
        inside = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"));
        inside.setSoTimeout(1);
    }

    @AfterEach
    void stop() throws IOException {
        client.dispatcher().executorService().shutdown();
        inside.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "0x7f.0.0.1",
                "0x7f000001",
                "127.1",
                "127.0.1",
                "0",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "169.254.169.254",
                "100.100.100.200",
                "192.168.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "example.org@127.0.0.1",
                "localhost"
            })
    void reachesNoneOfThem(String host) throws Exception {
        assertUnreached("https://%s:%d/".formatted(host, inside.getLocalPort()));
        assertUnreached("http://%s:%d/".formatted(host, inside.getLocalPort()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.0.0.7", "fd00:ec2::254", "::1"})
    void reachesNoneOfThemByAName(String address) throws Exception {
        names.put("metadata.google.internal", new ArrayDeque<>(List.of(address, address)));

        assertUnreached("https://metadata.google.internal:%d/".formatted(inside.getLocalPort()));
    }

    /** Whoever looked before saw another address: what counts is the one that is connected to. */
    @Test
    void reachesNoneOfThemByANameThatChanges() throws Exception {
        var names = new Names();
        this.names.put("changing.example", new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1")));

        assertThat(names.lookup("changing.example")).allMatch(PublicAddresses::contain);
        assertUnreached("https://changing.example:%d/".formatted(inside.getLocalPort()));
    }

    /** Octal in a browser is decimal here, and such an address is public. */
    @Test
    void readsNoOctal() throws Exception {
        assertThat(InetAddress.getByName("0177.0.0.1")).isEqualTo(InetAddress.ofLiteral("177.0.0.1"));
    }

    private void assertUnreached(String url) throws Exception {
        assertThat(outlet.send(new Request.Builder().url(url).build(), LIMITS))
                // Some spellings stand for an address in a browser and for no name here.
                .isIn(
                        new Unsent<byte[]>("has no public address", true),
                        new Unsent<byte[]>("is not known by this name", false));
        try (var _ = inside.accept()) {
            throw new AssertionError("a connection was made by " + url);
        } catch (SocketTimeoutException expected) {
            assertThat(expected).isNotNull();
        }
    }

    /** Names as the test says, one answer after another; others as the system has them. */
    private final class Names implements Dns {
        @Override
        public List<InetAddress> lookup(String name) throws UnknownHostException {
            Deque<String> answers = names.get(name);
            return answers == null
                    ? Dns.SYSTEM.lookup(name)
                    : List.of(InetAddress.getByAddress(
                            name, InetAddress.ofLiteral(answers.remove()).getAddress()));
        }
    }
}
