package dev.atelier.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCommandTest {
    private static final String ROUTE = "GET /v1/events";
    private static final String STREAM = """
            retry: 1000

            :
            id: one

            id: two
            event: progress
            data: {"type": "progress", "at": "2026-01-01T12:00:00Z", "generation": {"id": "g-1", "progress": {"share": 0.5}}}

            id: three
            event: batch.failed
            data: {"type": "batch.failed", "at": "2026-01-01T12:00:01Z", "batch": {"id": "b-1", "counts": {"succeeded": 7}}}

            id: four
            event: cut in two
            """;
    private static final String REFUSED = "{\"error\": {\"code\": \"unauthorized\", \"message\": \"No.\"}}";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private CommandRun atelier() {
        return new CommandRun(folder).asking(server);
    }

    @Test
    void showsEachEventAndGoesOnAfterTheLastWholeOne() {
        server.answer(ROUTE, 200, STREAM).answer(ROUTE, 401, REFUSED);

        var result = atelier().run("events", "--tag", "a b", "--type", "progress,batch.failed");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.outLines())
                .containsExactly(
                        "2026-01-01T12:00:00Z      progress         g-1                                   50 %",
                        "2026-01-01T12:00:01Z      batch.failed     b-1                                   "
                                + "0 waiting, 0 active, 7 succeeded");
        assertThat(server.received(ROUTE))
                .hasSize(2)
                .first()
                .satisfies(request -> assertThat(request.query()).isEqualTo("type=progress,batch.failed&tag=a+b"));
        assertThat(server.received(ROUTE).getLast().headers()).containsEntry("last-event-id", "three");
    }

    @Test
    void printsEachEventAsOneLineOfJson() {
        server.answer(ROUTE, 200, STREAM).answer(ROUTE, 401, REFUSED);

        var result = atelier().run("events", "--json");

        assertThat(result.outLines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(Json.read(line.getBytes(StandardCharsets.UTF_8))
                                .path("type")
                                .asString())
                        .isNotEmpty());
    }

    @Test
    void endsWhenTheServerIsGoneForLong() {
        server.answer(ROUTE, 503, "{\"error\": {\"code\": \"unavailable\", \"message\": \"It is closing.\"}}");

        var result = atelier().run("events");

        assertThat(result.status()).isEqualTo(3);
        assertThat(server.received(ROUTE)).hasSizeGreaterThan(10);
    }
}
