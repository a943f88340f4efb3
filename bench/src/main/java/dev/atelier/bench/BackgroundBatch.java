package dev.atelier.bench;

import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A batch of pictures, each with another seed, that runs beside the load. */
final class BackgroundBatch {
    private final Target target;
    private final HttpClient client;
    private final URI self;
    private JsonNode last;

    private BackgroundBatch(Target target, HttpClient client, JsonNode begun) {
        this.target = target;
        this.client = client;
        this.self = URI.create(begun.required("links").required("self").asString());
        this.last = begun;
    }

    /** Begins one of {@code total} pictures of {@code size}. */
    static BackgroundBatch begin(Target target, HttpClient client, int total, String size)
            throws IOException, InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "atelier/sketch");
        body.putObject("input").put("prompt", "a red fox").put("size", size);
        var seeds = body.putObject("matrix").putArray("seed");
        for (int seed = 0; seed < total; seed++) {
            seeds.add(seed);
        }
        var request = HttpRequest.newBuilder(target.api().resolve("/v1/batches"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        return new BackgroundBatch(target, client, send(target, client, request));
    }

    /** Asks how it stands; whether all of it has ended. */
    boolean isOver() throws IOException, InterruptedException {
        last = send(target, client, HttpRequest.newBuilder(self).GET());
        return last.hasNonNull("endedAt");
    }

    /** How long it took from its request to its end, once it is over. */
    Duration took() {
        return Duration.between(instant("createdAt"), instant("endedAt"));
    }

    /** How many of it have succeeded. */
    int succeeded() {
        return last.required("counts").required("succeeded").asInt();
    }

    private Instant instant(String field) {
        return Instant.parse(last.required(field).asString());
    }

    private static JsonNode send(Target target, HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var response = client.send(request.header("x-api-key", target.apiKey()).build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    "the batch was answered with %d: %s".formatted(response.statusCode(), response.body()));
        }
        return Json.MAPPER.readTree(response.body());
    }
}
