package dev.atelier.dispatch.batch;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which generations of a batch did not succeed in each round, in the order of their indexes: what the next round is of. */
final class Failed {
    private static final String KIND = "failed";

    private final KeyValueStore<String, String> marks;

    Failed(KeyValueStore<String, String> marks) {
        this.marks = marks;
    }

    void add(BatchKey batch, int round, int index) {
        marks.put(prefix(batch, round) + hex(index), "");
    }

    /** The first at {@code index} or after it. */
    OptionalInt from(BatchKey batch, int round, int index) {
        String prefix = prefix(batch, round);
        try (var range = marks.range(prefix + hex(index), prefix + hex(Integer.MAX_VALUE))) {
            return range.hasNext()
                    ? OptionalInt.of(HexFormat.fromHexDigits(range.next().key, prefix.length(), prefix.length() + 8))
                    : OptionalInt.empty();
        }
    }

    /** Forgets up to {@code most} of all rounds; whether none is left. */
    boolean forget(BatchKey batch, int most) {
        var keys = BatchStores.keys(marks, batch.prefix(KIND), most);
        keys.forEach(marks::delete);
        return keys.size() < most;
    }

    private static String prefix(BatchKey batch, int round) {
        return batch.prefix(KIND) + hex(round);
    }

    private static String hex(int number) {
        return HexFormat.of().toHexDigits(number);
    }
}
