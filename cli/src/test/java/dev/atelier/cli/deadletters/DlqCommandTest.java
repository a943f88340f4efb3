package dev.atelier.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

class DlqCommandTest {
    private static final String LIST = "GET /v1/dead-letters";
    private static final String SHOW = "GET /v1/dead-letters/0-17";
    private static final String REDRIVE = "POST /v1/dead-letters/0-17/redrive";
    private static final String REDRIVE_ALL = "POST /v1/dead-letters/redrive";
    private static final String JOB = "GET /v1/dead-letters/redrives/job-1";
    private static final String LETTER = """
            "id": "0-17", "at": "2026-01-01T12:00:00Z", "source": {"topic": "requests", "partition": 2, "offset": 40},
            "cause": {"exception": "org.example.NoSuchProject", "message": "project demo is not known"},
            "key": "demo", "bytes": 12""";

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

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String job(String state, int redriven) {
        return """
                {"id": "job-1", "state": "%s", "dryRun": false, "counts":
                 {"seen": 9, "matched": 5, "redrivable": 3, "redriven": %d, "done": 1, "refused": 1}}
                """.formatted(state, redriven);
    }

    @Test
    void listPrintsARowForEach() {
        server.answer(LIST, 200, "{\"data\": [{%s, \"redriven\": null}], \"next\": \"0-17\"}".formatted(LETTER));

        var result = atelier().run("dlq", "list");

        assertThat(result.outLines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("ID").endsWith("CAUSE"),
                        row -> assertThat(row)
                                .startsWith("0-17        2026-01-01T12:00:00Z      requests 2-40           no ")
                                .endsWith("project demo is not known"));
        assertThat(result.errLines()).containsExactly("There are more; see --all and --limit.");
    }

    @Test
    void listSendsItsFilters() {
        server.answer(LIST, 200, "{\"data\": [], \"next\": null}");

        atelier()
                .run(
                        "dlq",
                        "list",
                        "--topic",
                        "requests",
                        "--cause",
                        "a b",
                        "--since",
                        "2026-01-01T00:00:00Z",
                        "--pending");

        assertThat(server.received(LIST).getFirst().query())
                .isEqualTo("limit=20&topic=requests&cause=a+b&since=2026-01-01T00:00:00Z&redriven=false");
    }

    @Test
    void listGoesOnAfterAPageThatIsEmptyAndHasANext() {
        server.answer(LIST, 200, "{\"data\": [], \"next\": \"0-500\"}");
        server.answer(LIST, 200, "{\"data\": [{%s}], \"next\": \"0-17\"}".formatted(LETTER));

        var result = atelier().run("dlq", "list", "--json");

        assertThat(json(result.out()).path("data")).hasSize(1);
        assertThat(json(result.out()).path("next").asString()).isEqualTo("0-17");
    }

    @Test
    void showPrintsWhatItSays() {
        server.answer(SHOW, 200, """
                {%s, "headers": [{"name": "traceparent", "value": "00-1"}], "redriven":
                 {"topic": "requests", "partition": 2, "offset": 99, "at": "2026-01-02T12:00:00Z", "by": "key_1"},
                 "content": {"schema": "dev.atelier.event.GenerationRequested", "event": {"project": "demo"}}}
                """.formatted(LETTER));

        var result = atelier().run("dlq", "show", "0-17");

        assertThat(result.outLines())
                .contains(
                        "from      requests 2-40",
                        "cause     project demo is not known",
                        "header    traceparent: 00-1",
                        "put back  requests 2-99 at 2026-01-02T12:00:00Z by key_1",
                        "event     dev.atelier.event.GenerationRequested")
                .anySatisfy(line -> assertThat(line).contains("\"project\" : \"demo\""));
    }

    @Test
    void redrivePutsOneBackAndSaysWhere() {
        server.answer(REDRIVE, 200, "{\"topic\": \"requests\", \"partition\": 2, \"offset\": 99}");

        var result = atelier().run("dlq", "redrive", "0-17", "--force");

        assertThat(result.outLines()).containsExactly("requests 2-99");
        assertThat(json(server.received(REDRIVE).getFirst().body())).isEqualTo(json("{\"force\": true}"));
    }

    @Test
    void redriveSaysThatItWasDoneBefore() {
        server.answer(REDRIVE, 409, "{\"error\": {\"code\": \"already_redriven\", \"message\": \"It was put back.\"}}");

        var result = atelier().run("dlq", "redrive", "0-17");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.errLines()).containsExactly("atelier: The server refuses this: It was put back.");
    }

    @Test
    void redriveAllShowsHowFarItIsAndWhatCameOfIt() {
        server.answer(REDRIVE_ALL, 202, job("running", 0));
        server.answer(JOB, 200, job("running", 2));
        server.answer(JOB, 200, job("finished", 3));

        var result = atelier().run("dlq", "redrive", "--all", "--topic", "requests", "--rate", "5");

        assertThat(result.status()).isZero();
        assertThat(json(server.received(REDRIVE_ALL).getFirst().body()))
                .isEqualTo(
                        json(
                                "{\"dryRun\": false, \"force\": false, \"filter\": {\"topic\": \"requests\"}, \"ratePerSecond\": 5}"));
        assertThat(result.outLines())
                .containsExactly("redrive: 5 asked for, 3 to put back, 3 put back, 1 were before, 1 refused");
        assertThat(result.errLines()).hasSize(2);
    }

    @Test
    void redriveAllFailsWhenItWasInterrupted() {
        server.answer(REDRIVE_ALL, 202, job("interrupted", 2));

        var result = atelier().run("dlq", "redrive", "--all", "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(json(result.out())).isEqualTo(json(job("interrupted", 2)));
        assertThat(result.errLines())
                .containsExactly("atelier: The redrive is interrupted. Asked for again, it goes on where it was.");
    }

    @ParameterizedTest
    @CsvSource({
        "dlq redrive, Name one dead letter",
        "dlq redrive 0-1 --all, Name one dead letter",
        "dlq redrive 0-1 --topic requests, go with --all",
        "dlq redrive --all --since soon, must be a moment such as",
        "dlq, Missing required subcommand"
    })
    void refusesWhatIsNotClear(String command, String reason) {
        var result = atelier().run(command.split(" ", -1));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(reason);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void readsAMomentOrATimeAgo() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");
        var reader = new MomentReader(InstantSource.fixed(noon));

        assertThat(reader.convert("2026-01-01T00:00:00Z")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(reader.convert("2h")).isEqualTo("2026-01-01T10:00:00Z");
        assertThatThrownBy(() -> reader.convert("soon")).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void explainsEachOfItsParts() {
        assertThat(atelier().run("dlq", "redrive", "--help").out()).contains("--dry-run", "--rate", "--force");
    }
}
