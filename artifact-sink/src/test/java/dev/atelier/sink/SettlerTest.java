package dev.atelier.sink;

import static dev.atelier.sink.Outcomes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.objects.ObjectStoreException;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SettlerTest {
    private final Topics topics = new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);
    private final Health health = new Health();

    @Test
    void announcesWhatIsKept() {
        var outcome = Outcomes.failed("p", "g-1");

        var word = settler(SettlerTest::settled).settle(record(outcome));

        assertThat(word).isInstanceOfSatisfying(Word.Result.class, said -> {
            assertThat(said.record().topic()).isEqualTo("results");
            assertThat(topics.results()
                            .values()
                            .deserializer()
                            .deserialize("results", said.record().value())
                            .getStatus())
                    .isEqualTo(GenerationStatus.FAILED);
        });
    }

    @Test
    void putsAsideWhatCannotBeRead() {
        var garbage = new ConsumerRecord<>("outcomes", 0, 7, new byte[] {'p'}, new byte[] {1, 2, 3});

        var word = settler(SettlerTest::settled).settle(garbage);

        assertThat(word)
                .isInstanceOfSatisfying(
                        Word.DeadLetter.class,
                        letter -> assertThat(letter.cause()).isInstanceOf(SerializationException.class));
        assertThat(health.isGood()).isTrue();
    }

    @Test
    void putsAsideARecordWithoutAValue() {
        byte[] nothing = null;
        var tombstone = new ConsumerRecord<>("outcomes", 0, 7, new byte[] {'p'}, nothing);

        var word = settler(SettlerTest::settled).settle(tombstone);

        assertThat(word).isInstanceOf(Word.DeadLetter.class);
    }

    @Test
    void waitsForAStoreThatIsAway() {
        var tries = new AtomicInteger();
        Function<GenerationOutcome, Settled> away = outcome -> {
            if (tries.incrementAndGet() == 1) {
                throw new ObjectStoreException("away", new ConnectException());
            }
            assertThat(health.isGood()).isFalse();
            return settled(outcome);
        };

        var word = settler(away).settle(record(Outcomes.failed("p", "g-1")));

        assertThat(word).isInstanceOf(Word.Result.class);
        assertThat(tries).hasValue(2);
        assertThat(health.isGood()).isTrue();
    }

    private Settler settler(Function<GenerationOutcome, Settled> keeper) {
        return new Settler(topics, keeper, new Patience(health));
    }

    private static Settled settled(GenerationOutcome outcome) {
        return Settled.of(outcome, new Promotion.Stored(List.of()), NOON);
    }

    private ConsumerRecord<byte[], byte[]> record(GenerationOutcome outcome) {
        var encoded = EventProducer.encode(topics.outcomes(), "p", outcome);
        return new ConsumerRecord<>("outcomes", 0, 7, encoded.key(), encoded.value());
    }
}
