package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.connectors.provider.Device.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GaugeTest {
    private static final Usage HALF = new Usage(Optional.of(0.5), 1, 2);

    @Test
    void tellsWhatItReadLastAndNothingOnceItCannotRead() {
        var broken = new AtomicBoolean();
        Gauge.Meter meter = () -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return Optional.of(HALF);
        };

        try (var gauge = new Gauge(meter, Duration.ofMillis(1))) {
            await().until(gauge::latest, Optional.of(HALF)::equals);
            broken.set(true);
            await().until(() -> gauge.latest().isEmpty());
            broken.set(false);
            await().until(gauge::latest, Optional.of(HALF)::equals);
        }
    }

    @Test
    void letsNobodyWaitForAMeterThatHangs() throws InterruptedException {
        var reads = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var gauge = new Gauge(
                () -> {
                    reads.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        stopped.countDown();
                    }
                    return Optional.of(HALF);
                },
                Duration.ofMillis(1));
        reads.await();

        assertThat(gauge.latest()).isEmpty();
        gauge.close();

        stopped.await();
    }

    @Test
    void readsTheProcessor() {
        assertThat(new ProcessorMeter().read()).hasValueSatisfying(usage -> {
            assertThat(usage.memoryUsed()).isBetween(1L, usage.memoryTotal());
            assertThat(usage.load()).hasValueSatisfying(load -> assertThat(load).isBetween(0.0, 1.0));
        });
    }
}
