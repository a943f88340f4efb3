package dev.atelier.ingest.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.deadletters.Targets.Target;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private final Topics topics = new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);
    private final Targets targets = new Targets(topics, _ -> Optional.of(6));

    @Test
    void putsARecordBackAsItWasAndSaysWhereItComesFrom() {
        var record = back(targets.of(Letters.from("requests", 17)));

        assertThat(record.topic()).isEqualTo("requests");
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.key()).isEqualTo("demo".getBytes(UTF_8));
        assertThat(record.value()).containsExactly(1, 2, 3);
        assertThat(record.timestamp()).isNull();
        assertThat(record.headers()).extracting(Header::key).containsExactly("traceparent", DeadLetters.REDRIVEN_FROM);
        assertThat(new String(
                        record.headers().lastHeader(DeadLetters.REDRIVEN_FROM).value(), UTF_8))
                .isEqualTo("0-17");
    }

    @Test
    void leavesThePartitionToTheKeyWhereThereIsNoSuchOneAnyMore() {
        var record = back(new Targets(topics, _ -> Optional.of(2)).of(Letters.from("requests", 17)));

        assertThat(record.partition()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reports", "cancellations", "admitted", "outcomes", "jobs.sketch"})
    void takesTheTopicsThatWorkIsPutOn(String topic) {
        assertThat(targets.of(Letters.from(topic, 1))).isInstanceOf(Target.Back.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "", "jobs.", "__consumer_offsets", "dead-letters", "redrives"})
    void refusesAnyOther(String topic) {
        assertThat(targets.of(Letters.from(topic, 1)))
                .isEqualTo(new Target.Nowhere("%s is none of the topics that work is put on.".formatted(topic)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.models", "account-health", "redrive-jobs"})
    void refusesToPutAnOldValueOverANewerOne(String topic) {
        assertThat(targets.of(Letters.from(topic, 1)))
                .isInstanceOfSatisfying(
                        Target.Nowhere.class,
                        nowhere ->
                                assertThat(nowhere.reason()).startsWith(topic).contains("define it anew"));
    }

    @Test
    void refusesATopicThatIsGone() {
        assertThat(new Targets(topics, _ -> Optional.empty()).of(Letters.from("jobs.gone", 1)))
                .isEqualTo(new Target.Nowhere("The topic jobs.gone does not exist."));
    }

    @Test
    void refusesWhatDoesNotSayWhereItComesFrom() {
        assertThat(targets.of(DeadLetter.of(Letters.record(1, new RecordHeaders()))))
                .isEqualTo(new Target.Nowhere("Its headers do not say where it came from."));
    }

    private static org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> back(Target target) {
        return switch (target) {
            case Target.Back(var record) -> record;
            case Target.Nowhere(var reason) -> throw new AssertionError(reason);
        };
    }
}
