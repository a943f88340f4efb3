package dev.atelier.ingest.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.kafka.DeadLetters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record that could not be read or processed, as it was, and what the headers say that Kafka Streams and {@link
 * DeadLetters} add to it.
 *
 * @param at      when it was put aside
 * @param source  where it was; empty when the headers do not say
 * @param headers those that it had itself
 */
record DeadLetter(
        LetterId id,
        Instant at,
        Optional<Source> source,
        Cause cause,
        List<Header> headers,
        Optional<byte[]> key,
        Optional<byte[]> value) {
    private static final Set<String> ADDED = Set.of(
            DeadLetters.EXCEPTION,
            DeadLetters.MESSAGE,
            DeadLetters.STACK_TRACE,
            DeadLetters.TOPIC,
            DeadLetters.PARTITION,
            DeadLetters.OFFSET,
            DeadLetters.SERVICE,
            DeadLetters.REDRIVEN_FROM);

    /** Where it was. */
    record Source(String topic, int partition, long offset) {}

    /**
     * Why it is here.
     *
     * @param exception    class of what was thrown
     * @param message      what that said
     * @param stackTrace   where it was thrown, as Kafka Streams tells
     * @param service      who put it aside; empty where that was dispatch
     * @param redrivenFrom which dead letter it had been before it was put back
     */
    record Cause(
            String exception,
            Optional<String> message,
            Optional<String> stackTrace,
            Optional<String> service,
            Optional<String> redrivenFrom) {}

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        return new DeadLetter(
                new LetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                source(headers),
                new Cause(
                        text(headers, DeadLetters.EXCEPTION).orElse("unknown"),
                        text(headers, DeadLetters.MESSAGE),
                        text(headers, DeadLetters.STACK_TRACE),
                        text(headers, DeadLetters.SERVICE),
                        text(headers, DeadLetters.REDRIVEN_FROM)),
                StreamSupport.stream(headers.spliterator(), false)
                        .filter(header -> !ADDED.contains(header.key()))
                        .toList(),
                Optional.ofNullable(record.key()),
                Optional.ofNullable(record.value()));
    }

    private static Optional<Source> source(Headers headers) {
        Optional<String> topic = text(headers, DeadLetters.TOPIC);
        Optional<String> partition = text(headers, DeadLetters.PARTITION).filter(text -> text.matches("[0-9]{1,9}"));
        Optional<String> offset = text(headers, DeadLetters.OFFSET).filter(text -> text.matches("[0-9]{1,18}"));
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Source(topic.get(), Integer.parseInt(partition.get()), Long.parseLong(offset.get())));
    }

    /** The last of a name counts: whoever put it aside wrote behind what the record had. */
    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }
}
