package dev.atelier.ingest.openai;

import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls that are not answered yet. A client whose connection breaks sends its call again, and says in a header that it does:
 * it then gets what it began, and nothing is made twice. Each instance knows its own calls. Thread-safe.
 */
final class OpenCalls {
    private static final String REPEATED = "X-Stainless-Retry-Count";

    private final Map<Wish, Deque<List<Generation>>> open = new ConcurrentHashMap<>();

    /** What is wanted, how many times, and by whom. */
    record Wish(Caller caller, NewGeneration wanted, int times) {}

    /** Begins what is wanted. */
    @FunctionalInterface
    interface Beginning {
        List<Generation> begin() throws InterruptedException;
    }

    /** A call until it is answered, well or not; whoever began it closes it then. */
    final class Call implements AutoCloseable {
        private final Wish wish;
        private final List<Generation> begun;

        private Call(Wish wish, List<Generation> begun) {
            this.wish = wish;
            this.begun = begun;
        }

        List<Generation> begun() {
            return begun;
        }

        @Override
        public void close() {
            open.computeIfPresent(wish, (_, calls) -> {
                calls.remove(begun);
                return calls.isEmpty() ? null : calls;
            });
        }
    }

    /** Whether {@code context} is a call that its client sends again. */
    static boolean isRepeated(Context context) {
        return Optional.ofNullable(context.header(REPEATED))
                .filter(count -> count.matches("[1-9][0-9]{0,3}"))
                .isPresent();
    }

    /** The call for {@code wish}: a {@code repeated} one joins one that is open, if there is any; others begin. */
    Call call(Wish wish, boolean repeated, Beginning beginning) throws InterruptedException {
        Optional<List<Generation>> joined = repeated ? join(wish) : Optional.empty();
        List<Generation> begun = joined.isPresent() ? joined.get() : beginning.begin();
        if (joined.isEmpty()) {
            open.compute(wish, (_, calls) -> {
                Deque<List<Generation>> all = calls == null ? new ArrayDeque<>() : calls;
                all.add(begun);
                return all;
            });
        }
        return new Call(wish, begun);
    }

    /** The one that was joined longest ago: as many as broke are sent again. */
    private Optional<List<Generation>> join(Wish wish) {
        List<List<Generation>> joined = new ArrayList<>();
        open.computeIfPresent(wish, (_, all) -> {
            joined.add(all.removeFirst());
            all.addLast(joined.getFirst());
            return all;
        });
        return joined.stream().findFirst();
    }
}
