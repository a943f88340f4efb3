package dev.atelier.platform.http;

import dev.atelier.platform.http.Reply.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Bodies of requests, which are sent once, and of answers, which are read up to a limit. */
final class Bodies {
    private static final int PIECE = 64 * 1024;

    private Bodies() {}

    /** Reads an answer's body. */
    @FunctionalInterface
    interface Reader<B> {
        Reply<B> read(Response response, long limit) throws IOException;
    }

    static Reply<byte[]> inMemory(Response response, long limit) throws IOException {
        var bytes = new ByteArrayOutputStream();
        return copy(response, bytes, limit)
                ? new Answer<>(response.code(), response.headers(), bytes.toByteArray())
                : new Reply.TooLarge<>(response.code(), limit);
    }

    static Reply<Path> inFile(Response response, long limit) throws IOException {
        var file = Files.createTempFile("atelier-", ".fetched");
        boolean kept = false;
        try (var out = Files.newOutputStream(file)) {
            kept = !response.isSuccessful() || copy(response, out, limit);
            return kept
                    ? new Answer<>(response.code(), response.headers(), file)
                    : new Reply.TooLarge<>(response.code(), limit);
        } finally {
            if (!kept) {
                delete(file);
            }
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be deleted", e);
        }
    }

    /** Deletes the file of a reply that nobody waits for. */
    static void discard(Reply<?> reply) {
        if (reply instanceof Answer<?> answer && answer.body() instanceof Path file) {
            delete(file);
        }
    }

    /** The same request, which OkHttp cannot send a second time. */
    static Request once(Request request) {
        var body = request.body();
        return body == null || body.isOneShot()
                ? request
                : request.newBuilder().method(request.method(), new Once(body)).build();
    }

    private static boolean copy(Response response, OutputStream out, long limit) throws IOException {
        if (response.body().contentLength() > limit) {
            return false;
        }
        var in = response.body().byteStream();
        byte[] piece = new byte[PIECE];
        long read = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            read += n;
            if (read > limit) {
                return false;
            }
            out.write(piece, 0, n);
        }
        return true;
    }

    private static final class Once extends RequestBody {
        private final RequestBody body;

        Once(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
