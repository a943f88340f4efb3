package dev.atelier.connectors.vendor;

import java.util.Set;
import okhttp3.HttpUrl;

/**
 * The hosts of one vendor, to each of which its key may be shown.
 *
 * @param domains the vendor's domains; whatever is below them is the vendor's too
 */
public record VendorHosts(Set<String> domains) {
    public VendorHosts {
        domains = Set.copyOf(domains);
    }

    /** Whether {@code host} is one of them. */
    public boolean has(String host) {
        return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /**
     * Where {@code host} is reached by an account whose API is at {@code base}: the same URL with another host, when both
     * are the vendor's. Otherwise {@code base}, which then stands for all of them, so that a key of somebody else's
     * server never gets to the vendor, nor one of the vendor's to somebody else.
     */
    HttpUrl at(String host, HttpUrl base) {
        return has(host) && has(base.host()) ? base.newBuilder().host(host).build() : base;
    }
}
