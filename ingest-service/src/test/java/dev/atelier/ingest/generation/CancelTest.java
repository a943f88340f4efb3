package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.Unavailable;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.live.GenerationKey;
import dev.atelier.ingest.live.LiveView;
import dev.atelier.ingest.live.Sighting.Asked;
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
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CancelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123456Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Caller CALLER = new Caller("default", "key_1");
    private static final GenerationKey KEY = new GenerationKey("default", "g-1");
    private static final GenerationRequested REQUEST = GenerationRequested.newBuilder()
            .setGenerationId("g-1")
            .setProject("default")
            .setInput("{}")
            .setTags(List.of())
            .setLane(Lane.NORMAL)
            .setOnLimit(OnLimit.QUEUE)
            .setRequestedAt(Instant.EPOCH)
            .build();
    private static final Topics TOPICS =
            new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);

    private final LiveView live = new LiveView(100);
    private final MockProducer<byte[], byte[]> kafka = producer(true);

    @Test
    void sendsItToTheLogAndKnowsOfItAtOnce() throws InterruptedException {
        live.accepted(REQUEST);

        Generation answer = cancel(kafka, Generation.asked(REQUEST)).cancel(CALLER, "g-1");

        assertThat(answer).isEqualTo(Generation.asked(REQUEST).canceling());
        assertThat(answer.status()).isEqualTo(Status.CANCELING);
        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("cancellations");
            assertThat(record.key()).asString().isEqualTo("default");
            assertThat(TOPICS.cancellations().values().deserializer().deserialize("cancellations", record.value()))
                    .isEqualTo(
                            new CancelRequested("g-1", "default", "key_1", Instant.parse("2026-01-01T12:00:00.123Z")));
        });
        assertThat(live.find(KEY)).contains(new Asked(REQUEST, false, true));
    }

    @Test
    void doesTheSameForWhatIsBeingStoppedAlready() throws InterruptedException {
        Generation canceling = Generation.asked(REQUEST).canceling();

        Generation answer = cancel(kafka, canceling).cancel(CALLER, "g-1");

        assertThat(answer).isEqualTo(canceling);
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void answersWhatIsOverUnchanged() throws InterruptedException {
        Generation succeeded = succeeded();

        Generation answer = cancel(kafka, succeeded).cancel(CALLER, "g-1");

        assertThat(answer).isEqualTo(succeeded);
        assertThat(kafka.history()).isEmpty();
        assertThat(live.find(KEY)).isEmpty();
    }

    @Test
    void refusesWhatIsNotThere() {
        var cancel = new Cancel(
                (_, _) -> {
                    throw RefusedException.noGeneration();
                },
                requests(kafka, PATIENCE),
                live,
                () -> NOW);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> cancel.cancel(CALLER, "g-1"))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(NotFound.class));
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void doesNotSayThatItStopsWhatTheLogDoesNotHave() {
        live.accepted(REQUEST);
        var requests = requests(producer(false), Duration.ofMillis(20));
        var cancel = new Cancel((_, _) -> Generation.asked(REQUEST), requests, live, () -> NOW);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> cancel.cancel(CALLER, "g-1"))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(Unavailable.class))
                .withMessageContaining("asking again does no harm");
        assertThat(live.find(KEY)).contains(new Asked(REQUEST, false, false));
    }

    private Cancel cancel(MockProducer<byte[], byte[]> producer, Generation found) {
        return new Cancel((_, _) -> found, requests(producer, PATIENCE), live, () -> NOW);
    }

    private static Requests requests(MockProducer<byte[], byte[]> producer, Duration bound) {
        return new Requests(new EventProducer(producer), TOPICS, bound, Thread::startVirtualThread);
    }

    private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Generation succeeded() {
        return new Generation(
                "default",
                "g-1",
                Instant.EPOCH,
                Generation.Wanted.of(REQUEST),
                Status.SUCCEEDED,
                Optional.of("sketch"),
                1,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
