package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchItem;
import dev.atelier.event.BatchItems;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The items of batches, in the parts in which they came. A part is read whole and kept for the items that follow, because a
 * batch is admitted in the order of its items.
 */
final class Uploads {
    private static final String KIND = "parts";
    private static final int MOST_READ = 32;
    private static final int DIGITS = 8;

    private final KeyValueStore<String, BatchItems> items;
    private final KeyValueStore<String, String> marks;
    private final Recent<BatchItems> read = new Recent<>(MOST_READ);

    Uploads(BatchStores stores) {
        this.items = stores.items();
        this.marks = stores.marks();
    }

    /** Keeps a part; whether it is the first of its upload. */
    boolean keep(BatchItems part) {
        var batch = new BatchKey(part.getProject(), part.getBatchId());
        items.put(key(batch, part.getUploadId(), part.getNumber()), part);
        marks.put(
                prefix(batch, part.getUploadId())
                        + hex(part.getNumber())
                        + hex(part.getItems().size()),
                "");
        return part.getNumber() == 0;
    }

    /** How many items each part of an upload has, in their order, up to the first that is missing. */
    List<Integer> parts(BatchKey batch, String uploadId) {
        String prefix = prefix(batch, uploadId);
        List<Integer> sizes = new ArrayList<>();
        for (String key : BatchStores.keys(marks, prefix, Integer.MAX_VALUE)) {
            if (number(key, prefix.length()) != sizes.size()) {
                break;
            }
            sizes.add(number(key, prefix.length() + DIGITS));
        }
        return sizes;
    }

    /** From now on the upload is its batch's: it stays as long as that. */
    void take(BatchKey batch, String uploadId) {
        BatchStores.keys(marks, prefix(batch, uploadId), Integer.MAX_VALUE).forEach(marks::delete);
    }

    /** Item {@code index} of an upload that came in {@code parts} of so many items. */
    BatchItem find(BatchKey batch, String uploadId, List<Integer> parts, int index) {
        int number = 0;
        int place = index;
        while (place >= parts.get(number)) {
            place -= parts.get(number);
            number++;
        }
        return part(key(batch, uploadId, number)).getItems().get(place);
    }

    /** Forgets an upload that nobody took. */
    void forgetUntaken(BatchKey batch, String uploadId) {
        String prefix = prefix(batch, uploadId);
        for (String mark : BatchStores.keys(marks, prefix, Integer.MAX_VALUE)) {
            forget(key(batch, uploadId, number(mark, prefix.length())));
            marks.delete(mark);
        }
    }

    /** Forgets an upload that was taken, of so many parts. */
    void forget(BatchKey batch, String uploadId, int parts) {
        for (int number = 0; number < parts; number++) {
            forget(key(batch, uploadId, number));
        }
    }

    private void forget(String key) {
        items.delete(key);
        read.remove(key);
    }

    private BatchItems part(String key) {
        BatchItems known = read.get(key);
        if (known != null) {
            return known;
        }
        BatchItems stored = Objects.requireNonNull(items.get(key));
        read.put(key, stored);
        return stored;
    }

    private static String key(BatchKey batch, String uploadId, int number) {
        return batch.prefix(uploadId) + hex(number);
    }

    private static String prefix(BatchKey batch, String uploadId) {
        return batch.prefix(KIND) + uploadId + '\u0000';
    }

    private static int number(String key, int from) {
        return HexFormat.fromHexDigits(key, from, from + DIGITS);
    }

    private static String hex(int number) {
        return HexFormat.of().toHexDigits(number);
    }
}
