package dev.atelier.ingest.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.http.Problem;
import dev.atelier.platform.json.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicateErrorTest {
    @ParameterizedTest
    @CsvSource({
        "400, Bad request",
        "401, Unauthenticated",
        "402, Insufficient credit",
        "404, Not found",
        "429, Too many requests",
        "503, Service unavailable",
        "500, Internal server error"
    })
    void wordsAProblemAsReplicateDoes(int status, String title) {
        var answer = ReplicateError.answer(Problem.of(status, "any", "So it is."), "r-1");

        assertThat(Json.MAPPER.writeValueAsString(answer.body()))
                .isEqualTo("{\"title\":\"%s\",\"detail\":\"So it is.\",\"status\":%d}".formatted(title, status));
    }

    @Test
    void namesTheFieldsOfAnInputThatIsWrong() {
        var problem = new Problem(400, "invalid_request", "Too big.", Optional.of("input.size"), Map.of());

        var answer = ReplicateError.answer(problem, "r-1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Json.MAPPER.writeValueAsString(answer.body()))
                .isEqualTo("{\"title\":\"Input validation failed\",\"detail\":\"Too big.\",\"status\":422,"
                        + "\"invalid_fields\":[{\"type\":\"value_error\",\"field\":\"input.size\","
                        + "\"description\":\"Too big.\"}]}");
    }
}
