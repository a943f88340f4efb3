package dev.atelier.cli.api;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Which server is asked, and as whom.
 *
 * @param uri    its base
 * @param apiKey sent to that server alone
 */
public record Server(URI uri, Optional<String> apiKey) {
    public Server {
        Objects.requireNonNull(apiKey);
        uri = uri.getPath().endsWith("/") ? uri : URI.create(uri + "/");
    }

    /** An address in this server's API, or one that it gave. */
    URI resolve(String address) {
        return uri.resolve(address.startsWith("/") ? address.substring(1) : address);
    }

    /** Whether an address is this server's own, so that it may see the key. */
    boolean owns(URI address) {
        return Objects.equals(address.getScheme(), uri.getScheme())
                && Objects.equals(address.getAuthority(), uri.getAuthority());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Server[" + uri + "]";
    }
}
