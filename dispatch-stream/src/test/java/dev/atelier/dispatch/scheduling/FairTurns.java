package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Counts how often others are served while a project waits that no limit holds back. */
final class FairTurns {
    private record Waiting(String account, Lane lane, String project) {
        static Waiting of(Flow flow) {
            return new Waiting(flow.account(), flow.lane(), flow.project());
        }
    }

    private final ToIntFunction<String> weight;
    private final Map<Waiting, Map<String, Integer>> passedBy = new HashMap<>();

    FairTurns(ToIntFunction<String> weight) {
        this.weight = weight;
    }

    /** {@code served} has a turn while {@code ready} could have had it. */
    void served(Flow served, Set<Flow> ready) {
        passedBy.remove(Waiting.of(served));
        ready.stream().map(Waiting::of).distinct().forEach(waiting -> {
            if (waiting.account().equals(served.account())
                    && waiting.lane() == served.lane()
                    && !waiting.project().equals(served.project())) {
                passBy(waiting, served.project());
            }
        });
    }

    private void passBy(Waiting waiting, String project) {
        int turns = passedBy.computeIfAbsent(waiting, _ -> new HashMap<>()).merge(project, 1, Integer::sum);
        BrokenPromise.unless(
                turns <= weight.applyAsInt(project),
                "no project has more than its turn while another waits",
                waiting,
                project,
                turns);
    }

    boolean areCounted() {
        return !passedBy.isEmpty();
    }

    /** Only {@code ready} have gone on waiting. */
    void retain(Set<Flow> ready) {
        passedBy.keySet().retainAll(ready.stream().map(Waiting::of).toList());
    }

    /** Someone of {@code flow} waits no longer, and who comes after that comes anew. */
    void left(Flow flow) {
        passedBy.remove(Waiting.of(flow));
    }

    void forget() {
        passedBy.clear();
    }
}
