package dev.atelier.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ContiguousPrefixTest {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();
    private final CompletableFuture<String> third = new CompletableFuture<>();
    private final ContiguousPrefix<String> prefix = new ContiguousPrefix<>();

    ContiguousPrefixTest() {
        prefix.add(10, first);
        prefix.add(11, second);
        prefix.add(15, third);
    }

    @Test
    void holdsBackWhatIsDoneBehindUnfinishedWork() {
        second.complete("b");
        third.complete("c");

        var taken = prefix.takeDone();

        assertThat(taken).isEmpty();
        assertThat(prefix.size()).isEqualTo(3);
    }

    @Test
    void takesWhatIsDoneInTheOrderOfTheRecords() {
        second.complete("b");
        first.complete("a");

        var taken = prefix.takeDone();

        assertThat(taken).containsExactly("a", "b");
        assertThat(prefix.position()).isEqualTo(12);
        assertThat(prefix.size()).isEqualTo(1);
        assertThat(prefix.hasDone()).isFalse();
    }

    @Test
    void standsBehindTheLastRecordTakenWhateverGapsAreBeforeIt() {
        first.complete("a");
        second.complete("b");
        third.complete("c");

        var taken = prefix.takeDone();

        assertThat(taken).containsExactly("a", "b", "c");
        assertThat(prefix.position()).isEqualTo(16);
    }

    @Test
    void doesNotPassWorkThatFailed() {
        first.completeExceptionally(new IllegalStateException("broken"));
        second.complete("b");

        assertThatThrownBy(prefix::takeDone).isInstanceOf(IllegalStateException.class);
    }
}
