package dev.atelier.dispatch.batch;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When to look whether something is to be forgotten. It says no more than that: whoever looks finds in the batch itself
 * whether it is. Looked at when somebody wants something of a batch, because a look of its own would cost a commit.
 */
final class Expiry {
    /** No project's name begins with it. */
    private static final String KIND = "\u0000due\u0000";

    private static final int DIGITS = 16;

    private final KeyValueStore<String, String> marks;

    Expiry(KeyValueStore<String, String> marks) {
        this.marks = marks;
    }

    /** What is to be looked at: a batch, or an upload of one. */
    record Due(BatchKey batch, String uploadId, String mark) {}

    void set(Instant due, BatchKey batch, String uploadId) {
        marks.put(KIND + hex(due) + uploadId + '\u0000' + batch.text(), "");
    }

    /** What is due by {@code now}, {@code most} at once. */
    List<Due> due(Instant now, int most) {
        String end = KIND + hex(now);
        return BatchStores.keys(marks, KIND, most).stream()
                .filter(mark -> mark.substring(0, end.length()).compareTo(end) <= 0)
                .map(Expiry::parse)
                .toList();
    }

    void done(Due due) {
        marks.delete(due.mark());
    }

    private static Due parse(String mark) {
        int upload = KIND.length() + DIGITS;
        int batch = mark.indexOf('\u0000', upload);
        return new Due(BatchKey.parse(mark.substring(batch + 1)), mark.substring(upload, batch), mark);
    }

    private static String hex(Instant time) {
        return HexFormat.of().toHexDigits(time.toEpochMilli());
    }
}
