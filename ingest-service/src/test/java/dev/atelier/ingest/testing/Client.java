package dev.atelier.ingest.testing;

import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A client of one edge. Thread-safe. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final Optional<String> key;

    public Client(int port, Optional<String> key) {
        this.port = port;
        this.key = key;
    }

    /** An answer. */
    public record Answer(int status, JsonNode json, HttpResponse<byte[]> raw) {
        /** The first value of a header, or an empty text. */
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /** The text at a path of names divided by dots. */
        public String text(String path) {
            return json.at("/" + path.replace('.', '/')).asString("");
        }
    }

    /** Submits {@code body}. */
    public Answer submit(String body, String... headers) {
        return send("/v1/generations", request -> {
            request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    /** Reads {@code path}. */
    public Answer get(String path, String... headers) {
        return send(path, request -> headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends what {@code change} makes of a GET of {@code path} with the key. */
    public Answer send(String path, UnaryOperator<HttpRequest.Builder> change) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
        key.ifPresent(value -> request.header("x-api-key", value));
        try {
            var response = HTTP.send(change.apply(request).build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json(response), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        boolean isJson = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
        return isJson && response.body().length > 0 ? Json.MAPPER.readTree(response.body()) : Json.MAPPER.missingNode();
    }
}
