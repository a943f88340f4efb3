package dev.atelier.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.cli.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A stream of server-sent events, which goes on where it broke off. Used by one thread. */
public final class EventFeed {
    private final Server server;
    private final Http http;
    private final URI address;
    private String lastId = "";

    EventFeed(Server server, Http http, URI address) {
        this.server = server;
        this.http = http;
        this.address = address;
    }

    /** Hands the data of each event to {@code each} until the stream ends or breaks off, which looks the same from here. */
    public void read(Consumer<JsonNode> each) {
        var headers = lastId.isEmpty() ? Map.<String, String>of() : Map.of("last-event-id", lastId);
        try (var answer = http.get(address, headers)) {
            if (!answer.isSuccess()) {
                throw Refusals.explain(server, answer);
            }
            readEvents(answer, each);
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    private void readEvents(Http.Answer answer, Consumer<JsonNode> each) {
        try {
            read(answer, each);
        } catch (IOException _) {
            // It was there, and whoever reads asks again: a break is one more end.
        }
    }

    private void read(Http.Answer answer, Consumer<JsonNode> each) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        var data = new StringBuilder();
        String id = lastId;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    each.accept(Json.read(data.toString().getBytes(UTF_8)));
                    data.setLength(0);
                }
                // Only now, so that an event that was cut in two comes again.
                lastId = id;
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(line.substring("data: ".length()));
            }
        }
    }
}
