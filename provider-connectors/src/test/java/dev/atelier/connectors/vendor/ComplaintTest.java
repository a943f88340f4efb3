package dev.atelier.connectors.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.event.Capability;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What refusals say. */
class ComplaintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"detail\": \"no\"} | no",
                "{\"detail\": {\"message\": \"no\"}} | no",
                "{\"message\": \"no\", \"error\": \"code\"} | no",
                "{\"error\": \"no\"} | no",
                "{\"error\": {\"message\": \"no\", \"code\": 4}} | no",
                "{\"title\": \"no\"} | no",
            })
    void isFoundWhereverItIs(String body, String said) {
        assertThat(Complaint.in(Json.MAPPER.readTree(body))).isEqualTo(new Complaint(said, "", Optional.empty()));
    }

    @Test
    void namesTheFieldAndTheTypeThatFastApiNames() {
        assertThat(Complaint.in(Json.MAPPER.readTree("""
                {"detail": [{"loc": ["body", "images", 0, "url"], "msg": "is no URL", "type": "url_parsing"},
                            {"loc": ["body"], "msg": "is odd", "type": "other"}]}""")))
                .isEqualTo(new Complaint(
                        "images[0].url: is no URL; is odd", "url_parsing", Optional.of("input.images[0].url")));
    }

    @Test
    void namesTheTypeBesideAText() {
        assertThat(Complaint.in(Json.MAPPER.readTree("""
                {"detail": "no runner", "error_type": "runner_scheduling_failure"}""")))
                .isEqualTo(new Complaint("no runner", "runner_scheduling_failure", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "<html>", "{\"detail\": []}", "{\"detail\": [1, {}]}", "{\"error\": 5.5}"
            })
    void hasWordsWhateverTheAnswerIs(String body) {
        var answer = new Answer(418, Headers.EMPTY, body.getBytes(UTF_8));

        assertThat(Complaint.in(answer).words("acme", answer, Jobs.of(Capability.TEXT_TO_IMAGE, "{}")))
                .startsWith("acme");
    }

    @Test
    void doesNotRepeatAnInput() {
        var answer = new Answer(400, Headers.EMPTY, """
                {"detail": "cannot paint a secret garden at night"}""".getBytes(UTF_8));
        var job = Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a secret garden at night"}""");

        assertThat(Complaint.in(answer).words("acme", answer, job)).isEqualTo("acme refused the request.");
    }
}
