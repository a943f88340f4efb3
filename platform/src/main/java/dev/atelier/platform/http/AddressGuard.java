package dev.atelier.platform.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import okhttp3.HttpUrl;

/** Which addresses may be reached: public ones with TLS, and those that an operator allowed. Immutable. */
final class AddressGuard {
    private final List<AllowedAddress> allowed;

    private AddressGuard(List<AllowedAddress> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    static AddressGuard of(List<String> allow) {
        return new AddressGuard(allow.stream().map(AllowedAddress::parse).toList());
    }

    /** The same, which allows the host and port of {@code origin} as well. */
    AddressGuard and(HttpUrl origin) {
        var more = new ArrayList<>(allowed);
        more.add(AllowedAddress.Host.of(origin.host(), OptionalInt.of(origin.port())));
        return new AddressGuard(more);
    }

    /** Whether the host of {@code url} is allowed by the name or the address that it is written with. */
    boolean vouchesFor(HttpUrl url) {
        var address = written(url);
        return allowed.stream().anyMatch(entry -> entry.covers(address));
    }

    /** Nothing is resolved: what a name stands for may change. */
    private static InetSocketAddress written(HttpUrl url) {
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(url.host()), url.port());
        } catch (IllegalArgumentException _) {
            return InetSocketAddress.createUnresolved(url.host(), url.port());
        }
    }

    /** Asked right before a connection is made, with the very address it is made to, so that no name can change in between. */
    void check(InetSocketAddress address, boolean encrypted) throws BlockedAddressException {
        if (allowed.stream().anyMatch(entry -> entry.covers(address))) {
            return;
        }
        if (!PublicAddresses.contain(address.getAddress())) {
            throw new BlockedAddressException("has no public address");
        }
        if (!encrypted) {
            throw new BlockedAddressException("is asked for without TLS");
        }
    }
}
