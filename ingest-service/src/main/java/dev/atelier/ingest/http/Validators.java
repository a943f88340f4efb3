package dev.atelier.ingest.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, 13): the entity tag of a file is the hash of its content, so it is strong. */
public final class Validators {
    private Validators() {}

    /** The entity tag of what has this hash. */
    public static String etag(String sha256) {
        return "\"%s\"".formatted(sha256);
    }

    /** Whether the client has the file already. */
    public static boolean isFresh(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    /** Whether a range may be served: the client has a part of this very file, or says nothing of it. */
    public static boolean allowsRange(@Nullable String ifRange, String etag) {
        return ifRange == null || ifRange.strip().equals(etag);
    }
}
