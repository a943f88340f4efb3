package dev.atelier.ingest.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from: its connection's other end, or what the proxies before the edge say in
 * {@code X-Forwarded-For}. Each proxy adds one address at the end, so only the last ones, as many as there are proxies,
 * were written by somebody we trust. Immutable.
 *
 * @param proxies how many proxies there are
 */
public record ClientAddresses(int proxies) {
    /** One customer has 64 bits of IPv6 addresses at the least. */
    private static final int NETWORK_BYTES = 8;

    /**
     * The address, or the network of an IPv6 address, by which callers are told apart.
     *
     * @param peer      the other end of the connection
     * @param forwarded the values of {@code X-Forwarded-For}, in order
     */
    public String of(String peer, List<String> forwarded) {
        List<String> hops = forwarded.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
        Optional<InetAddress> said =
                proxies == 0 || hops.size() < proxies ? Optional.empty() : literal(hops.get(hops.size() - proxies));
        return said.or(() -> literal(peer)).map(ClientAddresses::network).orElse(peer);
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address v6
                ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
