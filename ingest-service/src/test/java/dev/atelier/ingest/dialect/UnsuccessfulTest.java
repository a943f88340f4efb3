package dev.atelier.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.store.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsuccessfulTest {
    @ParameterizedTest
    @CsvSource({
        "invalid_request, 400",
        "content_refused, 400",
        "budget_exceeded, 402",
        "model_not_found, 404",
        "purged, 409",
        "price_unknown, 409",
        "throttled, 429",
        "limit_reached, 429",
        "account_refused, 502",
        "unavailable, 502",
        "uncertain, 502",
        "malformed_reply, 502",
        "lease_expired, 502",
        "provider_failed, 502",
        "deadline_exceeded, 504"
    })
    void hasAStatusForEachReason(String code, int status) {
        Problem problem = Unsuccessful.problem(Generations.failed("g-1", code));

        var plain = Problem.of(status, code, "It was in vain.");
        assertThat(problem).isEqualTo(status == 429 ? plain.with("Retry-After", "1") : plain);
    }

    @ParameterizedTest
    @CsvSource({"CANCELED, 409, canceled", "EXPIRED, 504, deadline_exceeded", "REJECTED, 502, unknown"})
    void findsWordsWhereNobodyGaveAReason(Status status, int answered, String code) {
        Problem problem = Unsuccessful.problem(Generations.standing("g-1", status));

        assertThat(problem.status()).isEqualTo(answered);
        assertThat(problem.code()).isEqualTo(code);
    }

    @Test
    void givesTheReasonOfTheGenerationItself() {
        var fault = Unsuccessful.fault(Generations.failed("g-1", "uncertain"));

        assertThat(fault.message()).isEqualTo("It was in vain.");
    }
}
