package dev.atelier.sink;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is to be said about a record of {@code outcomes}. */
sealed interface Word {
    /** It is stored: its result, ready to be sent. */
    record Result(ProducerRecord<byte[], byte[]> record) implements Word {}

    /** It can never be stored: put it aside, with the cause. */
    record DeadLetter(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) implements Word {}
}
