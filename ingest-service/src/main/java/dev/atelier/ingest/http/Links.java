package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;

/** What links begin with: the configured public URL, else the address under which the client asked. */
public final class Links {
    private final Optional<String> publicUrl;

    public Links(Optional<URI> publicUrl) {
        this.publicUrl = requireNonNull(publicUrl).map(url -> url.toString().replaceAll("/+$", ""));
    }

    /** Scheme, host and port, without a slash at the end. */
    public String base(Context context) {
        return publicUrl.orElseGet(() -> "%s://%s".formatted(context.scheme(), context.host()));
    }
}
