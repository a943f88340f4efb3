package dev.atelier.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.JobReport;
import dev.atelier.event.Lane;
import dev.atelier.event.RateLimit;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class EventSerdesTest {
    private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry());
    private final Serde<GenerationRequested> requests = serdes.of(GenerationRequested.class);

    @Test
    void readsWhatItWrote() {
        var request = request();

        byte[] bytes = requests.serializer().serialize("requests", request);

        assertThat(requests.deserializer().deserialize("requests", bytes)).isEqualTo(request);
    }

    @Test
    void beginsWithAZeroByteAndTheSchemasId() {
        byte[] bytes = requests.serializer().serialize("requests", request());

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void readsADeletionAsNull() {
        assertThat(requests.deserializer().deserialize("requests", null)).isNull();
    }

    @Test
    void refusesARecordOfAnotherTypeByName() {
        byte[] bytes = serdes.of(RateLimit.class).serializer().serialize("requests", new RateLimit(1.0, 1));

        assertThatThrownBy(() -> requests.deserializer().deserialize("requests", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("must be a dev.atelier.event.GenerationRequested")
                .hasMessageContaining("RateLimit");
    }

    @Test
    void refusesWhatIsNoRecord() {
        for (byte[] garbage :
                List.of(new byte[0], new byte[] {0}, "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> requests.deserializer().deserialize("requests", garbage))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("requests");
        }
    }

    @Test
    void refusesATruncatedRecord() {
        byte[] whole = requests.serializer().serialize("requests", request());
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> requests.deserializer().deserialize("requests", half))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void sharesOneRegistryAmongTypes() {
        serdes.of(JobReport.class);
        byte[] first = requests.serializer().serialize("requests", request());
        byte[] again = new EventSerdes(new InMemoryRegistry())
                .of(GenerationRequested.class)
                .serializer()
                .serialize("requests", request());

        assertThat(first).isEqualTo(again);
    }

    private static GenerationRequested request() {
        return GenerationRequested.newBuilder()
                .setGenerationId(GenerationIds.derive("demo", "1"))
                .setProject("demo")
                .setInput("{\"prompt\":\"a red fox\"}")
                .setTags(List.of("a", "ü"))
                .setLane(Lane.INTERACTIVE)
                .setRequestedAt(Instant.parse("2026-01-01T12:00:00Z"))
                .build();
    }
}
