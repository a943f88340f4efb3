package dev.atelier.cli.api;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * HTTP for a process that makes a few calls and ends. {@link HttpURLConnection}, because it is ready in 35 ms, where
 * {@link java.net.http.HttpClient} and OkHttp take more than 200 ms to load.
 */
final class Http {
    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than any answer takes that a server gives at once. */
    private static final int READ_MILLIS = 60_000;

    private final Server server;

    Http(Server server) {
        this.server = server;
    }

    /**
     * An answer whose body is still to be read.
     *
     * @param status of HTTP
     * @param body   of either outcome
     */
    record Answer(int status, InputStream body) implements AutoCloseable {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    Answer get(URI address) throws IOException {
        return get(address, Map.of());
    }

    Answer get(URI address, Map<String, String> headers) throws IOException {
        var connection = open(address);
        headers.forEach(connection::setRequestProperty);
        return answer(connection);
    }

    Answer delete(URI address) throws IOException {
        var connection = open(address);
        connection.setRequestMethod("DELETE");
        return answer(connection);
    }

    /** {@code method} is POST or PUT. */
    Answer send(String method, URI address, Map<String, String> headers, byte[] body) throws IOException {
        var connection = open(address);
        connection.setRequestMethod(method);
        connection.setDoOutput(true);
        connection.setRequestProperty("content-type", "application/json");
        headers.forEach(connection::setRequestProperty);
        connection.setFixedLengthStreamingMode(body.length);
        try (var out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection);
    }

    /** Posts {@code file} as the body, without reading it into memory. */
    Answer upload(URI address, Path file) throws IOException {
        var connection = open(address);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("content-type", "application/octet-stream");
        connection.setFixedLengthStreamingMode(Files.size(file));
        try (var out = connection.getOutputStream()) {
            Files.copy(file, out);
        }
        return answer(connection);
    }

    private HttpURLConnection open(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        // A redirect would carry the key to wherever it leads.
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("accept", "*/*");
        if (server.owns(address)) {
            server.apiKey().ifPresent(key -> connection.setRequestProperty("x-api-key", key));
        }
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        var status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        var body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        return new Answer(status, body == null ? InputStream.nullInputStream() : body);
    }

    /** What to say when nothing came back. */
    CommandFailure unreachable(IOException cause) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "No server answers at %s (%s); start one with `atelier up`, or name another with --server."
                        .formatted(server.uri(), cause.getMessage() == null ? cause : cause.getMessage()),
                cause);
    }
}
