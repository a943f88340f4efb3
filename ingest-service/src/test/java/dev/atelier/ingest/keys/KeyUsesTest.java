package dev.atelier.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyUsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<ApiKeyUsed> written = new ArrayList<>();
    private Instant now = NOON;
    private final KeyUses uses = new KeyUses(written::add, Runnable::run, () -> now);

    @Test
    void writesOncePerKeyAndMinute() {
        uses.note("k1");
        uses.note("k2");
        now = NOON.plusMillis(59_999);
        uses.note("k1");
        now = NOON.plusSeconds(60);
        uses.note("k1");

        assertThat(written)
                .containsExactly(
                        new ApiKeyUsed("k1", NOON),
                        new ApiKeyUsed("k2", NOON),
                        new ApiKeyUsed("k1", NOON.plusSeconds(60)));
    }

    @Test
    void letsTheRequestGoOnWhenItCannotWrite() {
        List<ApiKeyUsed> tried = new ArrayList<>();
        var broken = new KeyUses(
                use -> {
                    tried.add(use);
                    throw new IllegalStateException("no broker");
                },
                Runnable::run,
                () -> now);

        broken.note("k1");

        assertThat(tried).containsExactly(new ApiKeyUsed("k1", NOON));
    }
}
