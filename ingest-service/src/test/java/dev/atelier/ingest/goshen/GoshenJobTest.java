package dev.atelier.ingest.goshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.dialect.Generations;
import dev.atelier.ingest.store.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoshenJobTest {
    @ParameterizedTest
    @CsvSource({
        "QUEUED, queued",
        "RUNNING, running",
        "CANCELING, running",
        "SUCCEEDED, succeeded",
        "CANCELED, canceled",
        "FAILED, failed",
        "EXPIRED, failed",
        "REJECTED, failed"
    })
    void saysHowItStandsInGoshensWords(Status status, String word) {
        assertThat(GoshenJob.of(Generations.standing("g-1", status), List.of()).status())
                .isEqualTo(word);
    }

    @Test
    void saysHowLongItRanAndWhyItFailed() {
        var job = GoshenJob.of(Generations.failed("g-1", "throttled"), List.of());

        assertThat(job.userId()).isEqualTo("default");
        assertThat(job.modelVersionId()).isEqualTo("studio/all");
        assertThat(job.input().path("prompt").asString()).isEqualTo("a fox");
        assertThat(job.error()).contains("It was in vain.");
        assertThat(job.result()).isEmpty();
        assertThat(job.startedAt()).contains(Generations.NOON.plusSeconds(1));
        assertThat(job.finishedAt()).contains(Generations.NOON.plusSeconds(3));
        assertThat(job.gpuSeconds()).isEqualTo(2);
    }

    @Test
    void hasNotEndedWhileItRuns() {
        var job = GoshenJob.of(Generations.standing("g-1", Status.RUNNING), List.of());

        assertThat(job.finishedAt()).isEqualTo(Optional.empty());
        assertThat(job.error()).isEqualTo(Optional.empty());
        assertThat(job.gpuSeconds()).isZero();
    }
}
