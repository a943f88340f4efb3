package dev.atelier.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.generation.Refusal;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    private static final Map<String, String> NONE = Map.of();

    static Stream<Arguments> refusals() {
        var second = Duration.ofSeconds(1);
        var field = Optional.of("input.prompt");
        return Stream.of(
                Arguments.of(new Refusal.InvalidRequest("m", field), problem(400, "invalid_request", field, NONE)),
                Arguments.of(
                        new Refusal.ModelNotFound("m"), problem(404, "model_not_found", Optional.of("model"), NONE)),
                Arguments.of(new Refusal.NotFound("m"), problem(404, "not_found", Optional.empty(), NONE)),
                Arguments.of(
                        new Refusal.NotReady("m", second),
                        problem(404, "not_ready", Optional.empty(), Map.of("Retry-After", "1"))),
                Arguments.of(
                        new Refusal.IdempotencyConflict("m"),
                        problem(409, "idempotency_conflict", Optional.empty(), NONE)),
                Arguments.of(
                        new Refusal.Unavailable("m", Duration.ofMillis(10)),
                        problem(503, "unavailable", Optional.empty(), Map.of("Retry-After", "1"))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void wordsEachRefusal(Refusal refusal, Problem problem) {
        assertThat(Problem.of(refusal)).isEqualTo(problem);
    }

    @Test
    void leavesOutTheFieldWhereThereIsNone() {
        var body = ErrorBody.of(Problem.of(404, "not_found", "There is none."), "r-1");

        assertThat(Json.MAPPER.writeValueAsString(body))
                .isEqualTo(
                        "{\"error\":{\"code\":\"not_found\",\"message\":\"There is none.\"},\"request_id\":\"r-1\"}");
    }

    private static Problem problem(int status, String code, Optional<String> field, Map<String, String> headers) {
        return new Problem(status, code, "m", field, headers);
    }
}
