package dev.atelier.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {
    private static final Position POSITION = new Position(
            Map.of(
                    new Part(Source.EVENTS, 3), 17L,
                    new Part(Source.RESULTS, 3), 5_000_000_000L,
                    new Part(Source.BATCHES, 11), 0L),
            false);

    @Test
    void readsWhatItWrote() {
        assertThat(EventIds.decode(EventIds.encode(POSITION))).contains(POSITION);
        assertThat(EventIds.decode(EventIds.encode(POSITION.ended()))).contains(POSITION.ended());
    }

    @Test
    void writesNothingThatAHeaderCannotCarry() {
        assertThat(EventIds.encode(POSITION)).matches("[A-Za-z0-9_-]{1,200}");
    }

    @Test
    void knowsAMangledOne() {
        byte[] id = Base64.getUrlDecoder().decode(EventIds.encode(POSITION));

        for (int bit = 0; bit < Byte.SIZE * id.length; bit++) {
            byte[] mangled = id.clone();
            mangled[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(EventIds.decode(Base64.getUrlEncoder().encodeToString(mangled)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "7", "not base64!", "AQAAAAAA", "____________________"})
    void readsNothingOutOfAnythingElse(String id) {
        assertThat(EventIds.decode(id)).isEmpty();
    }

    @Test
    void readsNothingOutOfWhatIsTooLong() {
        assertThat(EventIds.decode("A".repeat(1_000_000))).isEmpty();
    }
}
