package dev.atelier.ingest.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.http.Problem;
import dev.atelier.platform.json.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiErrorTest {
    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, invalid_request_error, invalid_request, ''",
        "400, content_refused, invalid_request_error, content_policy_violation, ''",
        "401, unauthorized, invalid_request_error, invalid_api_key, ''",
        "402, budget_exceeded, insufficient_quota, insufficient_quota, ''",
        "403, forbidden, permission_error, forbidden, ''",
        "404, model_not_found, invalid_request_error, model_not_found, ''",
        "409, idempotency_conflict, invalid_request_error, idempotency_conflict, false",
        "429, limit_reached, rate_limit_error, rate_limit_exceeded, ''",
        "500, internal, server_error, internal, false",
        "502, provider_failed, server_error, provider_failed, false",
        "503, unavailable, server_error, unavailable, false",
        "504, timeout, server_error, timeout, false"
    })
    void wordsEachProblemAndSaysWhatNotToSendAgain(int status, String problem, String type, String code, String retry) {
        var answer = OpenAiError.answer(Problem.of(status, problem, "So it is."), "r-1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().getOrDefault("x-should-retry", "")).isEqualTo(retry);
        assertThat(Json.MAPPER.writeValueAsString(answer.body()))
                .isEqualTo("{\"error\":{\"message\":\"So it is.\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                        .formatted(type, code));
    }

    @Test
    void namesParametersAsClientsKnowThem() {
        var problem = new Problem(400, "invalid_request", "No.", Optional.of("input.size"), Map.of());

        assertThat(OpenAiError.of(problem).error().param()).contains("size");
    }
}
