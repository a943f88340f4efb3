package dev.atelier.cli.whole;

import dev.atelier.cli.Json;
import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/** The API of a running program, for what the command line has no option. */
final class Api implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String key;

    Api(DataFolder data) {
        this.address = data.api().orElseThrow();
        this.key = data.apiKey().orElseThrow();
    }

    /** Asks for a small picture that takes a while, and returns its id; throws if it was not accepted. */
    String submit(int seed, int delayMillis) throws IOException, InterruptedException {
        return submit("""
                {"model": "atelier/sketch", "tags": ["load"],
                 "input": {"prompt": "a red fox", "seed": %d, "size": "16x16", "delay_ms": %d}}
                """.formatted(seed, delayMillis));
    }

    /** Asks {@code model} for {@code prompt}, and returns the id. */
    String submit(String model, String prompt) throws IOException, InterruptedException {
        return submit("{\"model\": \"%s\", \"input\": {\"prompt\": \"%s\"}}".formatted(model, prompt));
    }

    /** Asks for a small picture as a step of a trace, whose end is posted to {@code url}, and returns its id. */
    String submitTraced(String traceparent, String url) throws IOException, InterruptedException {
        return submit("""
                {"model": "atelier/sketch", "webhook": "%s", "input": {"prompt": "a red fox", "size": "16x16"}}
                """.formatted(url), "traceparent", traceparent);
    }

    private String submit(String body, String... headers) throws IOException, InterruptedException {
        var request = request("/v1/generations")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = send(request);
        if (answer.statusCode() != 202) {
            throw new IOException("not accepted: " + answer.statusCode());
        }
        return json(answer).path("id").asString();
    }

    String status(String id) throws IOException, InterruptedException {
        return json(send(request("/v1/generations/" + id))).path("status").asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("x-api-key", key);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.read(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
