package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationResult;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.Topics;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an outcome, has it kept, and says what is to be announced. Waits while a store is away. Thread-safe. */
final class Settler {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private final Topics topics;
    private final Function<GenerationOutcome, Settled> keeper;
    private final Patience patience;

    Settler(Topics topics, Function<GenerationOutcome, Settled> keeper, Patience patience) {
        this.topics = requireNonNull(topics);
        this.keeper = requireNonNull(keeper);
        this.patience = requireNonNull(patience);
    }

    /** Blocks until {@code record} is stored; throws only when the thread is told to stop. */
    Word settle(ConsumerRecord<byte[], byte[]> record) {
        try {
            return patience.call(() -> result(keeper.apply(read(record))));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sink stops");
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("An outcome cannot be kept and is put aside");
            return new Word.DeadLetter(record, e);
        }
    }

    private GenerationOutcome read(ConsumerRecord<byte[], byte[]> record) {
        return Reading.value(topics.outcomes(), record);
    }

    private Word result(Settled settled) {
        GenerationResult result = settled.result();
        return new Word.Result(EventProducer.encode(topics.results(), result.getProject(), result));
    }
}
