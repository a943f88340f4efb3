package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Slots are counted from taking a job to its end. */
class SlotsTest {
    private final Slots slots = new Slots(2);

    @Test
    void areFreeUntilAsManyJobsAreTaken() throws Exception {
        slots.enter(1);
        boolean one = slots.awaitFree(Duration.ZERO);
        slots.enter(2);
        boolean three = slots.awaitFree(Duration.ZERO);
        slots.leave();
        slots.leave();
        boolean again = slots.awaitFree(Duration.ZERO);

        assertThat(one).isTrue();
        assertThat(three).isFalse();
        assertThat(again).isTrue();
    }

    @Test
    void areIdleWhenTheLastJobHasEnded() {
        slots.enter(1);
        boolean busy = slots.awaitIdle(Duration.ofMillis(1));
        slots.leave();

        assertThat(busy).isFalse();
        assertThat(slots.awaitIdle(Duration.ZERO)).isTrue();
    }

    @Test
    void letNoMoreRunThanThereAre() throws Exception {
        slots.acquire();
        slots.acquire();
        var third = new AtomicBoolean();
        var waiting = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            waiting.countDown();
            try {
                slots.acquire();
                third.set(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.await();

        assertThat(third).isFalse();
        slots.release();
        await().untilTrue(third);
    }
}
