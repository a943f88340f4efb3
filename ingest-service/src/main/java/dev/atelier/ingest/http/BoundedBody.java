package dev.atelier.ingest.http;

import io.javalin.http.Context;
import java.io.IOException;

/** The body of a request, as it came and no larger than a bound. */
public final class BoundedBody {
    private BoundedBody() {}

    /** Reads all of it, which can be done once; refused with 413 when it has more than {@code maxBytes}. */
    public static byte[] read(Context context, int maxBytes) throws IOException {
        if (context.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] bytes = context.bodyInputStream().readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return bytes;
    }

    private static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(
                Problem.of(413, "payload_too_large", "The body must have at most %d bytes.".formatted(maxBytes)));
    }
}
