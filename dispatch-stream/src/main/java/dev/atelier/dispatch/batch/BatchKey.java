package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchCancelRequested;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchRetryRequested;

/** Which batch. Ids are looked up inside a project only, so that nobody touches another's. */
public record BatchKey(String project, String batchId) {
    private static final char SEPARATOR = '\u0000';

    /** The batch that {@code order} is about. */
    public static BatchKey of(BatchOrder order) {
        return switch (order.getOrder()) {
            case BatchRequested wanted -> new BatchKey(wanted.getProject(), wanted.getBatchId());
            case BatchItems items -> new BatchKey(items.getProject(), items.getBatchId());
            case BatchCancelRequested cancel -> new BatchKey(cancel.getProject(), cancel.getBatchId());
            case BatchRetryRequested retry -> new BatchKey(retry.getProject(), retry.getBatchId());
            default ->
                throw new IllegalArgumentException(
                        "an order of %s is not known".formatted(order.getOrder().getClass()));
        };
    }

    static BatchKey parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return new BatchKey(text.substring(0, end), text.substring(end + 1));
    }

    /** As stores know it. */
    String text() {
        return project + SEPARATOR + batchId;
    }

    /** What the keys of {@code part} of it begin with. */
    String prefix(String part) {
        return text() + SEPARATOR + part + SEPARATOR;
    }
}
