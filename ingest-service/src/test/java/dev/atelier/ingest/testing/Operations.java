package dev.atelier.ingest.testing;

import dev.atelier.ingest.testing.Client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Every route that the edge serves, as its description lists them: it is made from the very table that is served. */
public final class Operations {
    private Operations() {}

    /**
     * One of them.
     *
     * @param path  with its places, such as {@code /v1/keys/{id}}
     * @param scope what a key needs for it; absent: no key is needed
     * @param body  whether it takes a JSON body
     * @param events whether it answers with a stream
     */
    public record Operation(String method, String path, Optional<String> scope, boolean body, boolean events) {
        /** Whether it goes on for as long as its client reads. */
        public boolean isEndless() {
            return events && !hasPlaces();
        }

        /** Whether a part of its path is to be filled in. */
        public boolean hasPlaces() {
            return path.contains("{");
        }

        /** What comes of it with {@code client}, with {@code places} filled in, anything in the others, and an empty body. */
        public Answer call(Client client, Map<String, String> places) {
            String filled = path;
            for (var place : places.entrySet()) {
                filled = filled.replace(place.getKey(), place.getValue());
            }
            return client.send(filled.replaceAll("\\{[a-zA-Z]+}", "x"), request -> {
                request.method(method, body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
                return body ? request.header("Content-Type", "application/json") : request;
            });
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All that {@code client} is told of. */
    public static List<Operation> of(Client client) {
        List<Operation> operations = new ArrayList<>();
        client.get("/openapi.json")
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                scope(method.getValue()),
                                method.getValue().has("requestBody"),
                                isStream(method.getValue().at("/responses/200/content"))))));
        return operations;
    }

    private static boolean isStream(JsonNode content) {
        return content.has("text/event-stream") && content.size() == 1;
    }

    private static Optional<String> scope(JsonNode operation) {
        return operation
                .path("security")
                .valueStream()
                .map(requirement -> requirement.path("apiKey").path(0).asString(""))
                .filter(scope -> !scope.isEmpty())
                .findFirst();
    }
}
