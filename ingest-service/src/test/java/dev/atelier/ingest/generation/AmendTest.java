package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.event.GenerationAmended;
import dev.atelier.ingest.dialect.Generations;
import dev.atelier.ingest.generation.Amend.Labels;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AmendTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00.123Z");
    private static final Caller CALLER = new Caller("default", "key_1");
    private static final Topics TOPICS =
            new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private Amend amend(Generation generation) {
        var requests = new Requests(new EventProducer(kafka), TOPICS, Duration.ofSeconds(10), Runnable::run);
        return new Amend((_, _) -> generation, requests, () -> NOW);
    }

    @Test
    void saysOnTheLogWhichLabelsComeAndGo() throws InterruptedException {
        List<String> tags = amend(Generations.standing("g-1", Status.RUNNING))
                .tag(CALLER, "g-1", new Labels(List.of("a", "b", "a"), List.of("b", "c")));

        assertThat(tags).containsExactly("a", "b");
        assertThat(sent().getAddedTags()).containsExactly("a", "b");
        assertThat(sent().getRemovedTags()).containsExactly("c");
        assertThat(sent().getDeleted()).isFalse();
        assertThat(sent().getRequestedAt()).isEqualTo(Generations.NOON);
        assertThat(sent().getAmendedAt()).isEqualTo(NOW);
        assertThat(sent().getApiKeyId()).contains("key_1");
    }

    @Test
    void refusesLabelsThatBreakARule() {
        assertThatThrownBy(() -> new Labels(List.of(" "), List.of())).isInstanceOf(RefusedException.class);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void refusesMoreLabelsThanOneMayCarry() {
        var present = IntStream.range(0, 32).mapToObj("l%d"::formatted).toList();

        assertThatThrownBy(() -> amend(Generations.tagged("g-1", present))
                        .tag(CALLER, "g-1", new Labels(List.of("one more"), List.of())))
                .isInstanceOf(RefusedException.class);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void forgetsWhatIsOver() throws InterruptedException {
        amend(Generations.standing("g-1", Status.FAILED)).delete(CALLER, "g-1");

        assertThat(sent().getDeleted()).isTrue();
        assertThat(sent().getAddedTags()).isEmpty();
    }

    @Test
    void forgetsNothingThatGoesOn() {
        assertThatThrownBy(
                        () -> amend(Generations.standing("g-1", Status.RUNNING)).delete(CALLER, "g-1"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.NotNow.class));
        assertThat(kafka.history()).isEmpty();
    }

    private GenerationAmended sent() {
        var record = kafka.history().getFirst();
        return TOPICS.amendments().values().deserializer().deserialize("amendments", record.value());
    }
}
