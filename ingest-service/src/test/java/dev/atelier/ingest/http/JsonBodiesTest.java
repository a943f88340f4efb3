package dev.atelier.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.RefusedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {
    record Body(
            Optional<String> name,
            Optional<Inner> inner,
            Optional<List<String>> words,
            Optional<Colour> colour,
            Optional<Range> range) {}

    record Inner(Optional<Integer> count) {}

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("dark-blue")
        DARK_BLUE
    }

    record Range(int least, int most) {
        Range {
            if (most < least) {
                throw RefusedException.invalid("most", "most must be at least %d, but was %d".formatted(least, most));
            }
        }
    }

    @Test
    void readsARecord() {
        assertThat(parse("{\"name\": \"a\", \"inner\": {\"count\": 3}}"))
                .isEqualTo(new Body(
                        Optional.of("a"),
                        Optional.of(new Inner(Optional.of(3))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
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
            value = {
                "{\"name\": 1} | name must be a text, but was a whole number",
                "{\"name\": []} | name must be a text, but was a list",
                "{\"words\": {}} | words must be a list, but was an object",
                "{\"inner\": 7} | inner must be an object, but was a whole number",
                "{\"inner\": {\"count\": true}} | inner.count must be a whole number of 32 bits, but was true",
                "{\"inner\": {\"count\": 1.5}} | inner.count must be a whole number of 32 bits, but was a number with a fraction",
                "{\"inner\": {\"count\": 99999999999}} | inner.count must be a whole number of 32 bits, but was a whole number",
                "{\"colour\": \"green\"} | colour must be one of red, dark-blue, but was a text",
                "{\"colour\": 0} | colour must be one of red, dark-blue, but was a whole number",
            })
    void saysWhatAFieldMustBeAndWhatItWas(String body, String message) {
        assertThat(refusal(body).message()).isEqualTo(message);
    }

    @Test
    void saysWhatARecordRefusesItself() {
        assertThat(refusal("{\"range\": {\"least\": 3, \"most\": 2}}"))
                .isEqualTo(new InvalidRequest("range.most must be at least 3, but was 2", Optional.of("range.most")));
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
