package dev.atelier.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.RateLimit;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final EventSerdes serdes = new EventSerdes(registry);
    private final byte[] limit = serdes.of(RateLimit.class).serializer().serialize("any", new RateLimit(0.5, 3));

    @Test
    void showsAnEventByTheSchemaThatItNames() {
        assertThat(serdes.json().show(limit))
                .contains(new EventJson.Shown("dev.atelier.event.RateLimit", "{\"ratePerSecond\":0.5,\"burst\":3}"));
    }

    @Test
    void showsAnEventForWhichThisSideHasNoClass() {
        registry.createSchema(
                "AVRO",
                "default",
                "Ping",
                null,
                "",
                true,
                "{\"type\": \"record\", \"name\": \"Ping\", \"namespace\": \"elsewhere\", "
                        + "\"fields\": [{\"name\": \"n\", \"type\": \"int\"}]}",
                java.util.Set.of());

        assertThat(serdes.json().show(new byte[] {0, 0, 0, 0, 2, 8}))
                .contains(new EventJson.Shown("elsewhere.Ping", "{\"n\":4}"));
    }

    @Test
    void showsNothingOfATruncatedOrLongerRecord() {
        assertThat(serdes.json().show(Arrays.copyOf(limit, limit.length - 1))).isEmpty();
        assertThat(serdes.json().show(Arrays.copyOf(limit, limit.length + 1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "hello", "\0\0\0\0\77", "{\"a\": 1}"})
    void showsNothingOfWhatIsNoEvent(String text) {
        assertThat(serdes.json().show(text.getBytes(UTF_8))).isEmpty();
    }
}
