package dev.atelier.dispatch.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is in one lane of one account: the projects that have an open flow take turns. A flow is closed while a
 * limit holds it back, so that finding the next costs the same however many projects are held back. Not thread-safe.
 */
final class Turns {
    private final Map<Flow, Integer> waiting = new HashMap<>();
    /** In the order of their turns; only projects that have an open flow. */
    private final LinkedHashMap<String, Set<Flow>> open = new LinkedHashMap<>();

    private String last = "";
    private int turnsLeft;

    void join(Flow flow) {
        if (waiting.merge(flow, 1, Integer::sum) == 1) {
            open(flow);
        }
    }

    void leave(Flow flow) {
        if (waiting.computeIfPresent(flow, (_, count) -> count == 1 ? null : count - 1) == null) {
            close(flow);
        }
    }

    /** The flows that have anybody waiting. */
    Set<Flow> flows() {
        return Set.copyOf(waiting.keySet());
    }

    /** How many wait. */
    long waiting() {
        return waiting.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How many wait in {@code flow}. */
    int waiting(Flow flow) {
        return waiting.getOrDefault(flow, 0);
    }

    /** The flows of each project, in the order of their turns; projects that are held back come last. */
    Map<String, List<Flow>> inTurn() {
        var order = new LinkedHashMap<String, List<Flow>>();
        open.keySet().forEach(project -> order.put(project, new ArrayList<>()));
        if (isOver()) {
            var served = order.pollFirstEntry();
            order.putLast(served.getKey(), served.getValue());
        }
        waiting.keySet()
                .forEach(flow -> order.computeIfAbsent(flow.project(), _ -> new ArrayList<>())
                        .add(flow));
        return order;
    }

    /** How many more in a row the first of them has; 0 if it begins its turn. */
    int leftOfTurn() {
        return !open.isEmpty() && open.firstEntry().getKey().equals(last) ? Math.max(0, turnsLeft) : 0;
    }

    /** The first has had its turn, and there is another. */
    private boolean isOver() {
        return open.size() > 1 && open.firstEntry().getKey().equals(last) && turnsLeft <= 0;
    }

    /** Whether anybody waits whom no limit is known to hold back. */
    boolean isOpen() {
        return !open.isEmpty();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void open(Flow flow) {
        if (waiting.containsKey(flow)) {
            open.computeIfAbsent(flow.project(), _ -> new LinkedHashSet<>()).add(flow);
        }
    }

    void openAll() {
        waiting.keySet().forEach(this::open);
    }

    void close(Flow flow) {
        open.computeIfPresent(flow.project(), (_, flows) -> {
            flows.remove(flow);
            return flows.isEmpty() ? null : flows;
        });
    }

    /** The open flows of the project whose turn it is. */
    Optional<Set<Flow>> next() {
        if (isOver()) {
            var served = open.pollFirstEntry();
            open.putLast(served.getKey(), served.getValue());
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(Set.copyOf(open.firstEntry().getValue()));
    }

    /** {@code project} has had a turn; it may have {@code weight} of them in a row. */
    void served(String project, int weight) {
        turnsLeft = (project.equals(last) && turnsLeft > 0 ? turnsLeft : weight) - 1;
        last = project;
    }
}
