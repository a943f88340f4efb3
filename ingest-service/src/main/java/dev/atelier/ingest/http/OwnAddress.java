package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What links begin with that nobody's request led to: the configured public URL, else the address that the service listens at,
 * which only its own machine may know it by. Thread-safe.
 */
public final class OwnAddress {
    private static final Set<String> ALL = Set.of("0.0.0.0", "::", "[::]");

    private final Optional<String> publicUrl;
    private final String host;
    private volatile int port;

    public OwnAddress(Optional<URI> publicUrl, String host) {
        this.publicUrl = publicUrl.map(url -> url.toString().replaceAll("/+$", ""));
        this.host = ALL.contains(host) ? "127.0.0.1" : requireNonNull(host);
    }

    /** The service listens at {@code port}. */
    public void listening(int onPort) {
        port = onPort;
    }

    /** Scheme, host and port, without a slash at the end. */
    public String base() {
        return publicUrl.orElseGet(() -> "http://%s:%d".formatted(host, port));
    }
}
