package dev.atelier.dispatch;

import dev.atelier.event.BatchAxis;
import dev.atelier.event.BatchCancelRequested;
import dev.atelier.event.BatchItem;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchRetryRequested;
import dev.atelier.event.PatternReference;
import dev.atelier.schemas.GenerationIds;
import java.util.List;
import java.util.stream.IntStream;

/** What tests want of batches of project demo. The same name is the same batch. */
public final class BatchOrders {
    private static final String PROJECT = "demo";

    private BatchOrders() {}

    public static String id(String name) {
        return GenerationIds.deriveBatch("tests", name);
    }

    /** The id of what {@code name} makes of its item {@code index} at first. */
    static String child(String name, int index) {
        return child(name, 0, index);
    }

    public static String child(String name, int round, int index) {
        return GenerationIds.deriveChild(PROJECT, id(name), round, index);
    }

    /** The same picture with {@code count} seeds. */
    public static BatchOrder seeds(String name, int count) {
        return order(builder(name).setTotal(count).setMatrix(seedsOf(count)));
    }

    static List<BatchAxis> seedsOf(int count) {
        return List.of(new BatchAxis(
                "seed", IntStream.range(0, count).mapToObj(Integer::toString).toList()));
    }

    /** One of a list that was uploaded. */
    public static BatchOrder list(String name, int count) {
        return order(builder(name).setTotal(count).setUploadId("upload"));
    }

    public static BatchOrder part(String name, int number, String... inputs) {
        return new BatchOrder(new BatchItems(
                id(name),
                PROJECT,
                "upload",
                number,
                List.of(inputs).stream().map(BatchOrders::item).toList()));
    }

    /** A part of one item, which is asked for by {@code pattern}. */
    static BatchOrder part(String name, int number, PatternReference pattern, String input) {
        BatchItem item = BatchItem.newBuilder(item(input)).setPattern(pattern).build();
        return new BatchOrder(new BatchItems(id(name), PROJECT, "upload", number, List.of(item)));
    }

    public static BatchOrder cancel(String name) {
        return new BatchOrder(new BatchCancelRequested(id(name), PROJECT, null, Requests.NOON));
    }

    public static BatchOrder retry(String name, int round) {
        return new BatchOrder(new BatchRetryRequested(id(name), PROJECT, round, null, Requests.NOON));
    }

    static BatchOrder order(BatchRequested.Builder wanted) {
        return new BatchOrder(wanted.build());
    }

    static BatchRequested.Builder builder(String name) {
        return BatchRequested.newBuilder()
                .setBatchId(id(name))
                .setProject(PROJECT)
                .setModel("atelier/sketch")
                .setInput("{\"prompt\":\"a red fox\"}")
                .setTags(List.of("test"))
                .setRequestedAt(Requests.NOON);
    }

    private static BatchItem item(String input) {
        return BatchItem.newBuilder().setInput(input).build();
    }
}
