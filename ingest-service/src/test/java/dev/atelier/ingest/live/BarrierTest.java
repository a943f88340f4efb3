package dev.atelier.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BarrierTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void isPassedOnceTheLogWasRead() throws InterruptedException {
        var barrier = new Barrier(() -> {}, Runnable::run);

        assertThat(barrier.pass(LONG)).isTrue();
    }

    @Test
    void isNotPassedWhenTheLogCannotBeRead() throws InterruptedException {
        var broken = new Barrier(
                () -> {
                    throw new IllegalStateException("no broker");
                },
                Runnable::run);
        Executor never = _ -> {};

        assertThat(broken.pass(LONG)).isFalse();
        assertThat(new Barrier(() -> {}, never).pass(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void isSharedByWhoComesWhileAPassIsUnderWay() {
        var passes = new AtomicInteger();
        var permits = new Semaphore(0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var barrier = new Barrier(
                    () -> {
                        passes.incrementAndGet();
                        permits.acquire();
                    },
                    threads);
            List<CompletableFuture<Boolean>> callers = new ArrayList<>();
            callers.add(CompletableFuture.supplyAsync(() -> pass(barrier), threads));
            Awaitility.await().until(() -> passes.get() == 1);
            for (int caller = 0; caller < 20; caller++) {
                callers.add(CompletableFuture.supplyAsync(() -> pass(barrier), threads));
            }

            permits.release(100);

            assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isTrue());
        }
        // The first pass, one for all who came during it, and at most some for those who came late.
        assertThat(passes.get()).isBetween(2, 20);
    }

    private static boolean pass(Barrier barrier) {
        try {
            return barrier.pass(LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
