package dev.atelier.ingest.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.deadletters.DeadLetter.Source;
import dev.atelier.platform.kafka.DeadLetters;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
    @Test
    void readsCauseAndSourceAndKeepsTheRecordsOwnHeaders() {
        DeadLetter letter = Letters.from("requests", 17);

        assertThat(letter.id()).hasToString("0-17");
        assertThat(letter.source()).contains(new Source("requests", 2, 40));
        assertThat(letter.cause().exception()).isEqualTo("org.example.NoSuchProject");
        assertThat(letter.cause().message()).contains("project Demo is not known");
        assertThat(letter.cause().service()).isEmpty();
        assertThat(letter.headers()).extracting(Header::key).containsExactly("traceparent");
    }

    @ParameterizedTest
    @CsvSource({"x, 1", "1, x", "-1, 1", "1, 99999999999999999999"})
    void hasNoSourceWhereTheHeadersSayNone(String partition, String offset) {
        var letter = DeadLetter.of(Letters.record(1, Letters.headers("requests", partition, offset)));

        assertThat(letter.source()).isEmpty();
    }

    @Test
    void takesARecordWithoutAnyHeader() {
        var letter = DeadLetter.of(Letters.record(1, new RecordHeaders()));

        assertThat(letter.source()).isEmpty();
        assertThat(letter.cause().exception()).isEqualTo("unknown");
    }

    /** One that was put back and failed again carries what was said of it the first time, too. */
    @Test
    void believesTheLastOfSeveralHeaders() {
        var headers = Letters.headers("requests", "2", "40");
        headers.add(DeadLetters.OFFSET, "99".getBytes(UTF_8));
        headers.add(DeadLetters.MESSAGE, null);

        var letter = DeadLetter.of(Letters.record(1, headers));

        assertThat(letter.source()).contains(new Source("requests", 2, 99));
        assertThat(letter.cause().message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0-", "-1-2", "0-01", "0-1-2", "0-1x", "99999999999-1", "0-9999999999999999999"})
    void knowsWhatIsNoId(String text) {
        assertThat(LetterId.of(text)).isEmpty();
    }

    @Test
    void readsAnId() {
        assertThat(LetterId.of("3-170")).contains(new LetterId(3, 170));
    }

    @Test
    void isFoundByTopicCauseAndTime() {
        DeadLetter letter = Letters.from("requests", 1);

        assertThat(filter("requests", "PROJECT demo", Letters.NOON, Letters.NOON.plusMillis(1))
                        .matches(letter))
                .isTrue();
        assertThat(filter("requests", "nosuchproject", null, null).matches(letter))
                .isTrue();
        assertThat(filter("reports", null, null, null).matches(letter)).isFalse();
        assertThat(filter(null, "schema", null, null).matches(letter)).isFalse();
        assertThat(filter(null, null, Letters.NOON.plusMillis(1), null).matches(letter))
                .isFalse();
        assertThat(filter(null, null, null, Letters.NOON).matches(letter)).isFalse();
    }

    private static LetterFilter filter(
            @org.jspecify.annotations.Nullable String topic,
            @org.jspecify.annotations.Nullable String cause,
            @org.jspecify.annotations.Nullable Instant since,
            @org.jspecify.annotations.Nullable Instant until) {
        return new LetterFilter(
                Optional.ofNullable(topic),
                Optional.ofNullable(cause),
                Optional.ofNullable(since),
                Optional.ofNullable(until));
    }

    @Test
    void showsBytesAsTextWhereTheyAreText() {
        assertThat(Bytes.text("naïve".getBytes(UTF_8))).isEqualTo("naïve");
        assertThat(Bytes.text(new byte[] {(byte) 0xff, 0})).isEqualTo("base64:/wA=");
    }
}
