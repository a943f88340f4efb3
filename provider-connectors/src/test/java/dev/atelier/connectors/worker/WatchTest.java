package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch beats the heart of a job and stops it in time, and never after its end. */
class WatchTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final Watch watch = new Watch(timers, InstantSource.fixed(NOON));

    @AfterEach
    void stop() {
        timers.shutdownNow();
    }

    @Test
    void beatsWhileTheJobRuns() throws Exception {
        var beats = new CountDownLatch(3);

        watch.begin(Duration.ofMillis(2), beats::countDown, Optional.empty());
        beats.await();

        assertThat(watch.end()).isEmpty();
    }

    @Test
    void interruptsAtTheDeadline() {
        watch.begin(Duration.ofMinutes(1), () -> {}, Optional.of(NOON.minusSeconds(1)));

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        assertThat(watch.end()).contains(Watch.Stop.DEADLINE);
    }

    @Test
    void interruptsAJobThatIsHandedOverBeforeItBegan() {
        watch.stop(Watch.Stop.HAND_OVER);

        watch.begin(Duration.ofMinutes(1), () -> {}, Optional.empty());

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        assertThat(watch.end()).contains(Watch.Stop.HAND_OVER);
    }

    @Test
    void leavesTheThreadAloneAfterItsEnd() {
        watch.begin(Duration.ofMinutes(1), () -> {}, Optional.empty());
        watch.end();

        watch.stop(Watch.Stop.DEADLINE);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void clearsAnInterruptThatCameTooLate() {
        watch.begin(Duration.ofMinutes(1), () -> {}, Optional.empty());
        watch.stop(Watch.Stop.DEADLINE);

        assertThat(watch.end()).contains(Watch.Stop.DEADLINE);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
