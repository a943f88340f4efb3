package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.local.ModelShelf.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which models stay. A model is its name here. */
class ModelShelfTest {
    private final List<String> unloaded = new ArrayList<>();
    private final ModelShelf<String> shelf = new ModelShelf<>(10, unloaded::add);

    @Test
    void keepsWhatFits() {
        use("a", 5);
        use("b", 5);

        assertThat(use("a", 5)).isZero();
        assertThat(unloaded).isEmpty();
        assertThat(shelf.names()).containsExactlyInAnyOrder("a", "b");
        assertThat(shelf.used()).isEqualTo(10);
    }

    @Test
    void unloadsWhatWasNotUsedForTheLongestTime() {
        use("a", 4);
        use("b", 4);
        use("a", 4);

        use("c", 4);

        assertThat(unloaded).containsExactly("b");
        assertThat(shelf.names()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void unloadsNothingThatIsInUse() {
        var lease = lend("a", 6);
        use("b", 4);

        assertThat(shelf.lend("c", 5, () -> "c")).isEqualTo(new Answer.NoRoom<>(5, 10));
        assertThat(shelf.names()).containsExactlyInAnyOrder("a", "b");

        lease.close();
        use("c", 5);
        assertThat(unloaded).containsExactly("a");
    }

    @Test
    void refusesWhatIsLargerThanTheBudget() {
        use("a", 1);

        assertThat(shelf.lend("b", 11, () -> "b")).isEqualTo(new Answer.NoRoom<>(11, 10));
        assertThat(unloaded).isEmpty();
    }

    @Test
    void loadsAModelOnceForManyAtTheSameTime() throws Exception {
        var loads = new AtomicInteger();
        var all = new CountDownLatch(8);
        Callable<String> use = () -> {
            all.countDown();
            all.await();
            return ((Answer.Lent<String>) shelf.lend("a", 1, () -> "a" + loads.incrementAndGet()))
                    .lease()
                    .model();
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(java.util.Collections.nCopies(8, use))) {
                assertThat(answer.get()).isEqualTo("a1");
            }
        }
    }

    @Test
    void forgetsAModelThatDidNotLoad() {
        assertThatThrownBy(() -> shelf.lend("a", 10, () -> {
                    throw new IllegalArgumentException("broken");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(use("a", 10)).isEqualTo(1);
    }

    @Test
    void unloadsAllAtTheEnd() {
        use("a", 1);
        use("b", 1);

        shelf.close();

        assertThat(unloaded).containsExactly("a", "b");
    }

    private ModelShelf<String>.Lease lend(String model, long bytes) {
        return ((Answer.Lent<String>) shelf.lend(model, bytes, () -> model)).lease();
    }

    /** Uses a model for a moment; gives how often it was loaded for that. */
    private int use(String model, long bytes) {
        var loads = new AtomicInteger();
        var answer = (Answer.Lent<String>) shelf.lend(model, bytes, () -> {
            loads.incrementAndGet();
            return model;
        });
        answer.lease().close();
        return loads.get();
    }
}
