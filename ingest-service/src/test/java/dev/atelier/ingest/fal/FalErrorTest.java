package dev.atelier.ingest.fal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.http.Problem;
import dev.atelier.platform.json.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalErrorTest {
    @ParameterizedTest
    @CsvSource({
        "401, unauthorized, 401, unauthorized",
        "402, budget_exceeded, 402, budget_exceeded",
        "429, limit_reached, 429, limit_reached",
        "502, provider_failed, 500, provider_failed",
        "503, unavailable, 503, unavailable",
        "504, timeout, 504, request_timeout"
    })
    void wordsAProblemSoThatNothingIsMadeTwice(int status, String code, int answered, String type) {
        var answer = FalError.answer(Problem.of(status, code, "So it is."), "r-1");

        assertThat(answer.status()).isEqualTo(answered);
        assertThat(answer.headers()).containsEntry("X-Fal-Error-Type", type);
        assertThat(answer.headers().containsKey("x-fal-request-timeout-type")).isEqualTo(status == 504);
        assertThat(Json.MAPPER.writeValueAsString(answer.body()))
                .isEqualTo(
                        "{\"detail\":\"So it is.\",\"message\":\"So it is.\",\"error_type\":\"%s\"}".formatted(type));
    }

    @Test
    void saysWhereAnInputIsWrong() {
        var problem = new Problem(400, "invalid_request", "Too big.", Optional.of("input.crop.size"), Map.of());

        var answer = FalError.answer(problem, "r-1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Json.MAPPER.writeValueAsString(answer.body()))
                .isEqualTo("{\"detail\":[{\"msg\":\"Too big.\",\"type\":\"value_error\",\"loc\":[\"body\",\"crop\","
                        + "\"size\"]}],\"message\":\"Too big.\"}");
    }

    @Test
    void saysThatTheWebhookIsWrong() {
        var problem = new Problem(400, "invalid_request", "No URL.", Optional.of("webhook"), Map.of());

        var answer = FalError.answer(problem, "r-1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Json.MAPPER.writeValueAsString(answer.body())).contains("\"loc\":[\"query\",\"fal_webhook\"]");
    }

    @Test
    void tellsAPolicyFromAMistake() {
        var answer = FalError.answer(Problem.of(400, "content_refused", "No."), "r-1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Json.MAPPER.writeValueAsString(answer.body())).contains("content_policy_violation");
    }
}
