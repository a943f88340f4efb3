package dev.atelier.ingest.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String TEXT = "text/plain; version=0.0.4";

    private final List<LineReported> lines = new ArrayList<>();
    private final Metrics metrics = new Metrics(() -> lines);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void countsAndTimesRequestsByRoute() {
        metrics.answered("GET", "/v1/generations/{id}", 200, Duration.ofMillis(7));
        metrics.answered("GET", "/v1/generations/{id}", 200, Duration.ofMillis(70));

        assertThat(metrics.scrape(TEXT))
                .contains(
                        "http_server_requests_seconds_bucket{method=\"GET\",status=\"200\",uri=\"/v1/generations/{id}\",le=\"0.01\"} 1",
                        "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/v1/generations/{id}\"} 2",
                        "jvm_memory_used_bytes");
    }

    @Test
    void tellsHowAccountsStandNow() {
        lines.add(line(3, new LaneReported(Lane.BATCH, 40L, 0, 0, List.of(), 0)));
        String before = metrics.scrape(TEXT);
        lines.set(0, line(2));
        String after = metrics.scrape(TEXT);

        assertThat(before)
                .contains(
                        "atelier_account_running{account=\"fal\",provider=\"fal\"} 3.0",
                        "atelier_account_slots{account=\"fal\",provider=\"fal\"} 4.0",
                        "atelier_account_waiting{account=\"fal\",lane=\"batch\",provider=\"fal\"} 40.0");
        assertThat(after)
                .contains("atelier_account_running{account=\"fal\",provider=\"fal\"} 2.0")
                .doesNotContain("atelier_account_waiting{");
    }

    private static LineReported line(int running, LaneReported... lanes) {
        return LineReported.newBuilder()
                .setAccount("fal")
                .setProvider("fal")
                .setAt(Instant.EPOCH)
                .setPerSecond(0)
                .setRunMillis(0)
                .setRunning(running)
                .setSlots(4)
                .setLanes(List.of(lanes))
                .build();
    }
}
