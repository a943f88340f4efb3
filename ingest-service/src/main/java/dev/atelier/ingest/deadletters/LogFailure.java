package dev.atelier.ingest.deadletters;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;

/** What it means that the log did not take a transaction. */
enum LogFailure {
    /** Another instance has begun to write, or the broker asks to begin anew: nothing was written, try again. */
    FENCED,
    /** It will not take this record, whoever asks. */
    REFUSED,
    /** It may or may not have been taken; the audit tells whoever owns the transactional id next. */
    UNKNOWN;

    private static final List<Class<? extends Exception>> FENCING = List.of(
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            // What the coordinator may say to whoever was fenced in the middle of its transaction.
            InvalidTxnStateException.class,
            TransactionAbortableException.class);
    private static final List<Class<? extends Exception>> REFUSING =
            List.of(RecordTooLargeException.class, TopicAuthorizationException.class, InvalidTopicException.class);

    static LogFailure of(Throwable failure) {
        if (isCausedBy(failure, FENCING)) {
            return FENCED;
        }
        return isCausedBy(failure, REFUSING) ? REFUSED : UNKNOWN;
    }

    /** A producer in an error state throws what put it there as a cause. */
    private static boolean isCausedBy(Throwable failure, List<Class<? extends Exception>> kinds) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
    }
}
