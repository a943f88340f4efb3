package dev.atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final String LIST = "GET /v1/generations";

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

    @ParameterizedTest
    @CsvSource({"400, 4", "401, 4", "404, 4", "413, 4", "429, 4", "500, 3", "503, 3"})
    void eachAnswerHasItsExitStatusAndOneSentence(int httpStatus, int exitStatus) {
        server.answer(
                LIST,
                httpStatus,
                "{\"error\": {\"code\": \"c\", \"message\": \"Because\", \"field\": \"limit\"}, \"request_id\": \"r-1\"}");

        var result = atelier().run("list");

        assertThat(result.status()).isEqualTo(exitStatus);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("atelier: ")
                .endsWith("Because. (field limit) [request r-1]");
    }

    @Test
    void anAnswerThatIsNotJsonIsToldByItsStatus() {
        server.answer(LIST, 502, "<html>");

        var result = atelier().run("list");

        assertThat(result.errLines()).containsExactly("atelier: The server cannot do this now: HTTP status 502.");
    }

    @Test
    void somethingElseThatListensThereIsNoAtelier() {
        server.answer(LIST, 200, "<html>");

        var result = atelier().run("list");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("is not an Atelier");
    }

    @Test
    void anAbsentServerIsNamed() {
        server.close();

        var result = atelier().run("generate", "a red fox");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("atelier: No server answers at " + server.uri())
                .contains("atelier up");
    }

    @ParameterizedTest
    @CsvSource({
        "generate, Missing required parameter: 'PROMPT'",
        "generate a --seed x, Invalid value for option '--seed'",
        "generate a --timeout soon, must be a time such as 90s",
        "list --limit many, Invalid value for option '--limit'",
        "paint, Unmatched argument",
        "list --server ftp://host, must be an http or https URL",
        "list --api-key-variable NOWHERE, NOWHERE holds no API key"
    })
    void aWrongCommandLineGetsOneSentence(String commandLine, String sentence) {
        var result = atelier().run(commandLine.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("atelier: ")
                .contains(sentence);
    }

    @Test
    void withoutACommandAllAreNamed() {
        var result = atelier().run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("generate", "regenerate", "resume", "show", "cancel", "list", "up", "down");
    }
}
