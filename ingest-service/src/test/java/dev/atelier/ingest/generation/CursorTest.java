package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.store.Position;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Position POSITION =
            new Position(Instant.parse("2026-03-01T12:00:00.123Z"), "01963f3e-0000-7000-8000-000000000000");

    @Test
    void leadsBackToItsPosition() {
        assertThat(Cursor.decode(Cursor.encode(POSITION))).isEqualTo(POSITION);
        assertThat(Cursor.decode(Cursor.encode(Position.before(Instant.EPOCH))))
                .isEqualTo(Position.before(Instant.EPOCH));
    }

    @Test
    void isRefusedWhenAnyOfItsBytesIsChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(Cursor.encode(POSITION));
        for (int index = 0; index < bytes.length; index++) {
            byte[] mangled = bytes.clone();
            mangled[index] ^= 1;

            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(mangled));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQ", "not base64!", "AQAAAAAAAAAAAAAAAAAAAAA"})
    void isRefusedWhenItIsSomethingElse(String cursor) {
        assertRefused(cursor);
    }

    @Test
    void isRefusedWhenItsTimeIsOutOfRange() {
        assertRefused(Cursor.encode(new Position(Instant.ofEpochMilli(Long.MAX_VALUE), "")));
        assertRefused(Cursor.encode(new Position(Instant.ofEpochMilli(-1), "")));
    }

    private static void assertRefused(String cursor) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Cursor.decode(cursor))
                .satisfies(e -> assertThat(e.refusal())
                        .isEqualTo(RefusedException.invalid("cursor", "cursor must be the next of an earlier page")
                                .refusal()));
    }
}
