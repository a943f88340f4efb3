package dev.atelier.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.RefusedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {
    record Body(Optional<String> name, Optional<Inner> inner, Optional<List<String>> words) {}

    record Inner(Optional<Integer> count) {}

    @Test
    void readsARecord() {
        assertThat(parse("{\"name\": \"a\", \"inner\": {\"count\": 3}}"))
                .isEqualTo(new Body(Optional.of("a"), Optional.of(new Inner(Optional.of(3))), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nam\": 1} | nam",
                "{\"name\": 1} | name",
                "{\"name\": true} | name",
                "{\"name\": []} | name",
                "{\"inner\": {\"cnt\": 1}} | inner.cnt",
                "{\"inner\": {\"count\": \"1\"}} | inner.count",
                "{\"inner\": {\"count\": 1.5}} | inner.count",
                "{\"inner\": {\"count\": 99999999999}} | inner.count",
                "{\"words\": [\"a\", null]} | words[1]",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        assertThat(refusal(body).field()).contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"name\" 1} | line 1, column 9", "{\"name\": \"a\" | line 1, column"})
    void saysWhereMalformedJsonBreaks(String body, String place) {
        assertThat(refusal(body).message()).contains(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{} {}"})
    void takesOneObjectAlone(String body) {
        assertThat(refusal(body)).isEqualTo(new InvalidRequest("The body must be one JSON object.", Optional.empty()));
    }

    private static InvalidRequest refusal(String body) {
        List<InvalidRequest> refusals = new java.util.ArrayList<>();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> parse(body))
                .satisfies(e -> refusals.add((InvalidRequest) e.refusal()));
        return refusals.getFirst();
    }

    private static Body parse(String body) {
        return JsonBodies.parse(body.getBytes(UTF_8), Body.class);
    }
}
