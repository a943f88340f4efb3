package dev.atelier.ingest.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.event.RedriveRecorded;
import dev.atelier.ingest.deadletters.Redrive.Outcome;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriverTest {
    private static final Redrive ORDER = new Redrive("key_1", Optional.empty(), false);
    private static final DeadLetter FIRST = Letters.from("requests", 1);
    private static final DeadLetter SECOND = Letters.from("requests", 2);

    private final Topics topics = new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);
    private final Log log = new Log();
    private final Deque<MockProducer<byte[], byte[]>> producers = new ArrayDeque<>();
    private final Redriver redriver = new Redriver(
            () -> new RedriveTransactions(producers.remove(), topics.redrives()),
            new Targets(topics, _ -> Optional.of(6)),
            log,
            InstantSource.fixed(Letters.NOON));

    /** What is committed, by this instance or another; read only when somebody awaits its end. */
    private static final class Log implements Audit {
        final Map<LetterId, RedriveRecorded> committed = new HashMap<>();
        private final Map<LetterId, RedriveRecorded> read = new HashMap<>();

        @Override
        public Optional<RedriveRecorded> find(LetterId id) {
            return Optional.ofNullable(read.get(id));
        }

        @Override
        public void awaitEnd() {
            read.putAll(committed);
        }
    }

    /** One that finds every report too large. */
    private static final class NoReports extends MockProducer<byte[], byte[]> {
        NoReports() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            if (record.topic().equals("reports")) {
                throw new RecordTooLargeException("too large");
            }
            return super.send(record);
        }
    }

    @BeforeEach
    void connect() {
        next();
    }

    private MockProducer<byte[], byte[]> next() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    @Test
    void writesTheRecordAndTheAuditInOneTransaction() throws InterruptedException {
        var producer = producers.element();

        var outcomes = redriver.redrive(List.of(FIRST), ORDER);

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Redriven.class, redriven -> {
            assertThat(redriven.record().getDeadLetter()).isEqualTo("0-1");
            assertThat(redriven.record().getSourceOffset()).isEqualTo(40);
            assertThat(redriven.record().getKeyId()).isEqualTo("key_1");
            assertThat(redriven.record().getAt()).isEqualTo(Letters.NOON);
        });
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("requests", "redrives");
    }

    @Test
    void putsBackOnceUnlessItIsForced() throws InterruptedException {
        var producer = producers.element();
        redriver.redrive(List.of(FIRST), ORDER);

        var again = redriver.redrive(List.of(FIRST, SECOND), ORDER);
        var forced = redriver.redrive(List.of(FIRST), new Redrive("key_2", Optional.empty(), true));

        assertThat(again).hasExactlyElementsOfTypes(Outcome.Done.class, Outcome.Redriven.class);
        assertThat(forced).hasExactlyElementsOfTypes(Outcome.Redriven.class);
        assertThat(producer.history())
                .filteredOn(record -> record.topic().equals("requests"))
                .hasSize(3);
    }

    @Test
    void repeatsNothingThatTheSameForcedJobHasDone() throws InterruptedException {
        var forced = new Redrive("key_1", Optional.of("job-1"), true);
        redriver.redrive(List.of(FIRST), forced);

        assertThat(redriver.redrive(List.of(FIRST), forced)).hasExactlyElementsOfTypes(Outcome.Done.class);
    }

    @Test
    void findsDoneWhatAnotherInstanceHasPutBack() throws InterruptedException {
        var mine = producers.element();
        log.committed.put(FIRST.id(), recorded("0-1"));

        var outcomes = redriver.redrive(List.of(FIRST), ORDER);

        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Done.class);
        assertThat(mine.history()).isEmpty();
    }

    @Test
    void decidesAnewWhenItWasFencedBetween() throws InterruptedException {
        var fenced = producers.element();
        redriver.redrive(List.of(FIRST), ORDER);
        fenced.fenceProducer();
        log.committed.put(SECOND.id(), recorded("0-2"));
        var mine = next();
        var third = Letters.from("requests", 3);

        var outcomes = redriver.redrive(List.of(FIRST, SECOND, third), ORDER);

        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Done.class, Outcome.Done.class, Outcome.Redriven.class);
        assertThat(mine.history())
                .filteredOn(record -> record.topic().equals("requests"))
                .hasSize(1);
    }

    @Test
    void readsInTheAuditWhatBecameOfItWhenTheLogDoesNotAnswer() throws InterruptedException {
        var unanswered = producers.element();
        redriver.redrive(List.of(SECOND), ORDER);
        unanswered.commitTransactionException = new TimeoutException("no answer");
        log.committed.put(FIRST.id(), recorded("0-1"));
        var next = next();

        var outcomes = redriver.redrive(List.of(FIRST), ORDER);

        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Done.class);
        assertThat(unanswered.closed()).isTrue();
        assertThat(next.history()).isEmpty();
    }

    @Test
    void triesAgainWhenTheLogHasNotTakenIt() throws InterruptedException {
        producers.element().commitTransactionException = new TimeoutException("no answer");
        var next = next();

        assertThat(redriver.redrive(List.of(FIRST), ORDER)).hasExactlyElementsOfTypes(Outcome.Redriven.class);
        assertThat(next.commitCount()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatByForceWhatMayHaveBeenTaken() {
        var producer = producers.element();
        producer.commitTransactionException = new TimeoutException("no answer");
        var forced = new Redrive("key_1", Optional.empty(), true);

        assertThatThrownBy(() -> redriver.redrive(List.of(FIRST), forced))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("may have been put back");
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void keepsNoOtherBackForOneThatIsTooLarge() throws InterruptedException {
        producers.clear();
        producers.addAll(List.of(new NoReports(), new NoReports(), new NoReports()));
        var large = Letters.from("reports", 2);

        var outcomes = redriver.redrive(List.of(FIRST, large), ORDER);

        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Redriven.class, Outcome.Refused.class);
    }

    @Test
    void refusesWhatHasNowhereToGo() throws InterruptedException {
        assertThat(redriver.redrive(List.of(Letters.from("orders", 1), FIRST), ORDER))
                .hasExactlyElementsOfTypes(Outcome.Refused.class, Outcome.Redriven.class);
    }

    @Test
    void foreseesWithoutWriting() {
        assertThat(redriver.foresee(FIRST, ORDER)).isEmpty();
        assertThat(redriver.foresee(Letters.from("orders", 1), ORDER)).containsInstanceOf(Outcome.Refused.class);
        assertThat(producers.element().transactionInitialized()).isFalse();
    }

    private static RedriveRecorded recorded(String id) {
        return RedriveRecorded.newBuilder()
                .setDeadLetter(id)
                .setSourcePartition(2)
                .setSourceOffset(40)
                .setTopic("requests")
                .setPartition(2)
                .setOffset(90)
                .setKeyId("key_other")
                .setAt(Letters.NOON)
                .build();
    }
}
