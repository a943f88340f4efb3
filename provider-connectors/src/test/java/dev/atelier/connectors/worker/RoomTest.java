package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long MIB = 1024 * 1024;

    private final Room room = new Room(20 * MIB);

    @Test
    void hasRoomForWhatFitsTogether() throws InterruptedException {
        try (var first = room.take(10 * MIB);
                var second = room.take(10 * MIB)) {
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void keepsWhatDoesNotFitWaitingUntilThereIsRoom() throws Exception {
        var taken = room.take(15 * MIB);
        var other = room.take(10 * MIB);
        var started = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var third = CompletableFuture.supplyAsync(
                    () -> {
                        started.countDown();
                        return take(1);
                    },
                    threads);
            started.await();
            assertThat(third).isNotDone();

            other.close();

            third.join().close();
        }
        taken.close();
    }

    /** An object of many parts takes no more than a part of it at a time. */
    @Test
    void countsALargeObjectAsOneOfItsParts() throws InterruptedException {
        try (var large = room.take(1024 * MIB);
                var other = room.take(10 * MIB)) {
            assertThat(large).isNotSameAs(other);
        }
    }

    private Room.Taken take(long bytes) {
        try {
            return room.take(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
