package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.generation.Refusal.Unavailable;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final Topics TOPICS =
            new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);
    private static final GenerationRequested REQUEST = GenerationRequested.newBuilder()
            .setGenerationId("g-1")
            .setProject("default")
            .setInput("{}")
            .setTags(List.of())
            .setLane(Lane.NORMAL)
            .setOnLimit(OnLimit.QUEUE)
            .setRequestedAt(Instant.EPOCH)
            .build();

    @Test
    void returnsOnceTheLogHasTheRequest() throws InterruptedException {
        var kafka = producer(true);

        requests(kafka, Duration.ofSeconds(10)).send(REQUEST);

        assertThat(kafka.history())
                .singleElement()
                .satisfies(record -> assertThat(record.key()).asString().isEqualTo("default"));
    }

    @Test
    void refusesWhatIsNotAcknowledgedInTime() {
        var kafka = producer(false);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> requests(kafka, Duration.ofMillis(20)).send(REQUEST))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(Unavailable.class));
    }

    @Test
    void refusesWhatTheLogDoesNotTake() {
        var kafka = producer(true);
        kafka.sendException = new AuthorizationException("no");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> requests(kafka, Duration.ofSeconds(10)).send(REQUEST))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(Unavailable.class));
    }

    private static Requests requests(MockProducer<byte[], byte[]> kafka, Duration bound) {
        return new Requests(new EventProducer(kafka), TOPICS, bound, THREADS);
    }

    private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
