package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;

/**
 * One request to a vendor, without its credentials.
 *
 * @param method  HTTP's
 * @param path    goes on after the account's base URL; begins with a slash, is encoded, may hold a query
 * @param headers beside those that every request has
 * @param body    of a POST or PUT
 */
public record Call(String method, String path, Map<String, String> headers, Optional<RequestBody> body) {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final HttpUrl ANY = HttpUrl.get("http://any/");

    public Call {
        requireNonNull(method);
        requireNonNull(path);
        headers = Map.copyOf(headers);
        requireNonNull(body);
    }

    public static Call get(String path) {
        return new Call("GET", path, Map.of(), Optional.empty());
    }

    /** A POST without a body. */
    public static Call post(String path) {
        return post(path, RequestBody.create(new byte[0]));
    }

    public static Call post(String path, RequestBody body) {
        return new Call("POST", path, Map.of(), Optional.of(body));
    }

    public static Call post(String path, JsonNode body) {
        return post(path, json(body));
    }

    /** A PUT without a body. */
    public static Call put(String path) {
        return put(path, RequestBody.create(new byte[0]));
    }

    public static Call put(String path, RequestBody body) {
        return new Call("PUT", path, Map.of(), Optional.of(body));
    }

    /** A JSON document as a body, without the charset parameter that some servers stumble over. */
    public static RequestBody json(JsonNode document) {
        return RequestBody.create(Json.MAPPER.writeValueAsBytes(document), JSON);
    }

    /** {@code text} as one segment of a path. */
    public static String segment(String text) {
        return ANY.newBuilder().addPathSegment(text).build().encodedPath().substring(1);
    }

    /** The same call with one more header. */
    public Call with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body);
    }

    /** Without the body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
