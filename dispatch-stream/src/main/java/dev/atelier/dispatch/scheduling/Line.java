package dev.atelier.dispatch.scheduling;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.Scheduled;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Who stands in line at an account: by lane, in it by project, in it by priority, in it by arrival. The order is the
 * order of the store's keys, so that the line is never held in memory. Projects of a lane take turns.
 */
final class Line {
    /** Below and above every character of a name. */
    private static final char SEPARATOR = '\u0000';

    private static final char AFTER = '\u0001';

    private final KeyValueStore<String, String> store;

    Line(KeyValueStore<String, String> store) {
        this.store = store;
    }

    /** Someone in line. */
    record Place(String lane, String project, String generationId) {}

    void join(String account, Scheduled scheduled) {
        store.put(key(account, scheduled), scheduled.getAdmitted().getRequest().getGenerationId());
    }

    void leave(String account, Scheduled scheduled) {
        store.delete(key(account, scheduled));
    }

    /** The first of {@code lane} whose project is {@code ready}, beginning after the project that was served last. */
    Optional<Place> next(String account, String lane, String lastServed, Predicate<String> ready) {
        String start = prefix(account, lane);
        String turn = start + lastServed + AFTER;
        String end = account + SEPARATOR + lane + AFTER;
        return first(turn, end, lane, ready).or(() -> first(start, turn, lane, ready));
    }

    /** One look into the store for each project of the lane that is not ready. */
    private Optional<Place> first(String from, String to, String lane, Predicate<String> ready) {
        String at = from;
        while (true) {
            KeyValue<String, String> found = head(at, to);
            if (found == null) {
                return Optional.empty();
            }
            String[] parts = found.key.split(String.valueOf(SEPARATOR), -1);
            String project = parts[2];
            if (ready.test(project)) {
                return Optional.of(new Place(lane, project, found.value));
            }
            at = parts[0] + SEPARATOR + parts[1] + SEPARATOR + project + AFTER;
        }
    }

    private @org.jspecify.annotations.Nullable KeyValue<String, String> head(String from, String to) {
        if (from.compareTo(to) >= 0) {
            return null;
        }
        try (var range = store.range(from, to)) {
            return range.hasNext() ? range.next() : null;
        }
    }

    private static String key(String account, Scheduled scheduled) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        // A higher priority sorts first.
        long urgency = (long) Integer.MAX_VALUE - request.getPriority();
        return prefix(account, lane(request.getLane()))
                + request.getProject()
                + SEPARATOR
                + "%08x%016x".formatted(urgency, scheduled.getSequence());
    }

    private static String prefix(String account, String lane) {
        return account + SEPARATOR + lane + SEPARATOR;
    }

    /** The lane as it sorts: interactive before normal before batch. */
    static String lane(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> "1";
            case NORMAL, UNKNOWN -> "2";
            case BATCH -> "3";
        };
    }
}
