package dev.atelier.ingest.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Route.Verb;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FalCallTest {
    private static final String QUEUE = FalTarget.QUEUE;
    private static final String RUN = FalTarget.RUN;
    private static final String REST = FalTarget.REST;

    static Stream<Arguments> calls() {
        return Stream.of(
                arguments(Verb.POST, QUEUE, "a/b", new FalCall.Submit("a/b")),
                arguments(Verb.POST, QUEUE, "a/b/c/d", new FalCall.Submit("a/b-c-d")),
                arguments(Verb.POST, QUEUE, "workflows/a/b", new FalCall.Submit("workflows/a-b")),
                arguments(Verb.POST, RUN, "a/b", new FalCall.Run("a/b")),
                arguments(Verb.POST, RUN, "a/b/stream", new FalCall.Stream("a/b")),
                arguments(Verb.POST, RUN, "a/stream", new FalCall.Run("a/stream")),
                arguments(Verb.GET, QUEUE, "a/b/requests/r/status", new FalCall.Status("r", false)),
                arguments(Verb.GET, QUEUE, "a/b/requests/r/status/stream", new FalCall.StatusStream("r", false)),
                arguments(Verb.GET, QUEUE, "a/b/requests/r", new FalCall.Result("r")),
                arguments(Verb.GET, QUEUE, "workflows/a/b/requests/r", new FalCall.Result("r")),
                arguments(Verb.PUT, QUEUE, "a/b/requests/r/cancel", new FalCall.Cancel("r")),
                arguments(Verb.POST, REST, "storage/upload/initiate", new FalCall.Upload()),
                arguments(Verb.POST, REST, "storage/upload/initiate-multipart", new FalCall.Upload()),
                arguments(Verb.POST, REST, "tokens", new FalCall.Grant()));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void readsWhatIsWanted(Verb verb, String host, String path, FalCall call) {
        assertThat(FalCall.of(verb, target(host, path, Map.of()))).isEqualTo(call);
    }

    @Test
    void readsWhetherLogsAreWanted() {
        var target = target(QUEUE, "a/b/requests/r/status", Map.of("logs", "1"));

        assertThat(FalCall.of(Verb.GET, target)).isEqualTo(new FalCall.Status("r", true));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, a/b, 405",
        "PUT, a/b, 405",
        "POST, a, 404",
        "POST, a/b/requests/r/cancel, 405",
        "GET, a/b/requests/r/logs, 404"
    })
    void refusesWhatFalHasNot(Verb verb, String path, int status) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FalCall.of(verb, target(QUEUE, path, Map.of())))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"GET, storage/upload/initiate, 405", "GET, tokens, 405", "POST, tokens/more, 404", "POST, a/b, 404"})
    void refusesWhatIsNotWhereFilesAreBrought(Verb verb, String path, int status) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FalCall.of(verb, target(REST, path, Map.of())))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({
        "studio/all, all, true",
        "studio/all-fast, all, true",
        "studio/all, studio/all, true",
        "studio/allmost, all, false",
        "studio/all, other/all, false",
        "studio/all, studio, false"
    })
    void grantsTheModelsThatItMapsAnAppTo(String model, String app, boolean granted) {
        assertThat(FalTokens.isOf(model, app)).isEqualTo(granted);
    }

    @Test
    void refusesAParameterThatItWouldHaveToLeaveOut() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FalCall.of(Verb.POST, target(QUEUE, "a/b", Map.of("fal_max_queue_length", "3"))))
                .withMessage("fal_max_queue_length is not a known parameter");
    }

    private static FalTarget target(String host, String path, Map<String, String> query) {
        return new FalTarget(host, List.of(path.split("/")), query);
    }
}
