package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.hash.Sha256;
import io.javalin.http.Context;

/** A small file of the program's own, such as a page, which clients may keep as long as it stays the same. Immutable. */
public final class Asset {
    private final String mediaType;
    private final byte[] content;
    private final String etag;

    public Asset(String mediaType, byte[] content) {
        this.mediaType = requireNonNull(mediaType);
        this.content = content.clone();
        // Weak, because it may be compressed on its way.
        etag = "W/" + Validators.etag(Sha256.hex(content));
    }

    /** Answers with it; with 304 where the client has it already. */
    public void send(Context context) {
        context.header("ETag", etag).header("Cache-Control", "no-cache").header("X-Content-Type-Options", "nosniff");
        if (Validators.isFresh(context.header("If-None-Match"), etag)) {
            context.status(304);
        } else {
            context.status(200).contentType(mediaType).result(content);
        }
    }
}
