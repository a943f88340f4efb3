package dev.atelier.cli.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancelCommandTest {
    private static final String CANCEL = "POST " + Resources.PATH + "/cancel";
    private static final String GET = "GET " + Resources.PATH;

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
    @CsvSource({"202, canceling", "200, canceled"})
    void printsThatItIsOrIsBeingCanceled(int httpStatus, String status) {
        server.answer(CANCEL, httpStatus, Resources.in(status));

        var result = atelier().run("cancel", Resources.ID);

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly(status);
        assertThat(result.err()).isEmpty();
        assertThat(server.received())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).containsEntry("x-api-key", "secret-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "failed", "expired", "rejected"})
    void tellsThatItHadEndedOtherwise(String status) {
        server.answer(CANCEL, 200, Resources.in(status));

        var result = atelier().run("cancel", Resources.ID);

        assertThat(result.status()).isEqualTo(6);
        assertThat(result.outLines()).containsExactly(status);
        assertThat(result.errLines())
                .containsExactly(
                        "atelier: Generation %s could not be canceled: it is %s.".formatted(Resources.ID, status));
    }

    @Test
    void returnsAtOnceUnlessItIsToWait() {
        server.answer(CANCEL, 202, Resources.in("canceling"));

        atelier().run("cancel", Resources.ID);

        assertThat(server.received(GET)).isEmpty();
    }

    @Test
    void waitsUntilItIsOver() {
        server.answer(CANCEL, 202, Resources.in("canceling"));
        server.answer(GET, 200, Resources.in("canceling"));
        server.answer(GET, 200, Resources.in("canceled"));

        var result = atelier().run("cancel", Resources.ID, "--wait");

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly("canceled");
        assertThat(result.errLines()).containsExactly("canceling", "canceled");
    }

    @Test
    void tellsThatItEndedOtherwiseWhileItWasBeingStopped() {
        server.answer(CANCEL, 202, Resources.in("canceling"));
        server.answer(GET, 200, Resources.stored("fox"));

        var result = atelier().run("cancel", Resources.ID, "--wait");

        assertThat(result.status()).isEqualTo(6);
        assertThat(result.outLines()).containsExactly("succeeded");
    }

    @ParameterizedTest
    @CsvSource({"canceling, 0", "succeeded, 6"})
    void printsNothingButJsonWhenAskedTo(String status, int exitStatus) {
        server.answer(CANCEL, 200, Resources.in(status));

        var result = atelier().run("cancel", Resources.ID, "--json");

        assertThat(result.status()).isEqualTo(exitStatus);
        assertThat(Json.read(result.out().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.read(Resources.in(status).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void saysThatAGenerationIsUnknown() {
        server.answer(
                "POST /v1/generations/nobody/cancel",
                404,
                "{\"error\": {\"code\": \"not_found\", \"message\": \"There is no generation with this id.\"}}");

        var result = atelier().run("cancel", "nobody");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .containsExactly("atelier: The server refuses this: There is no generation with this id.");
    }

    @Test
    void namesItsExitStatusInTheHelp() {
        var result = atelier().run("--help");

        assertThat(result.out()).contains("cancel", "6  too late to cancel");
    }
}
