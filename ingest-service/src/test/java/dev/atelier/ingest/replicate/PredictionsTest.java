package dev.atelier.ingest.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.SampleModels;
import dev.atelier.ingest.store.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsTest {
    @ParameterizedTest
    @CsvSource({
        "QUEUED, starting",
        "RUNNING, processing",
        "CANCELING, processing",
        "SUCCEEDED, succeeded",
        "CANCELED, canceled",
        "FAILED, failed",
        "EXPIRED, failed",
        "REJECTED, failed"
    })
    void standAsReplicateSaysItAndNeverAborted(Status status, String word) {
        assertThat(Predictions.status(status)).isEqualTo(word);
    }

    @Test
    void areOfAVersionThatChangesWithTheModel() {
        assertThat(Versions.id(model(1))).matches("[0-9a-f]{64}").isEqualTo(Versions.id(model(1)));
        assertThat(Versions.id(model(2))).isNotEqualTo(Versions.id(model(1)));
    }

    private static ModelDefined model(int revision) {
        return SampleModels.of(revision, "{}");
    }
}
