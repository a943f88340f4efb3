package dev.atelier.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchAxis;
import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.ingest.live.BatchView.BatchKey;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Status;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchViewTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ID = GenerationIds.deriveBatch("default", "b");
    private static final BatchKey KEY = new BatchKey("default", ID);

    private final BatchView view = new BatchView();

    @Test
    void knowsWhatWasAskedForBeforeDispatchTellsOfIt() {
        view.asked(wanted("first"));
        view.asked(wanted("second"));

        assertThat(now().status()).isEqualTo(Status.QUEUED);
        assertThat(now().fingerprint()).contains("first");
        assertThat(view.find(new BatchKey("other", ID))).isEmpty();
    }

    @Test
    void goesOnToWhatWasToldLastAndNeverBack() {
        view.asked(wanted("first"));
        view.told(status(2, 0, BatchState.RUNNING));
        view.told(status(1, 0, BatchState.RUNNING));
        view.asked(wanted("first"));

        assertThat(now().revision()).isEqualTo(2);
    }

    @Test
    void isCancelingUntilDispatchSaysHowItEnded() {
        view.told(status(1, 0, BatchState.RUNNING));

        view.canceling(now());

        view.told(status(2, 0, BatchState.RUNNING));
        assertThat(now().status()).isEqualTo(Status.CANCELING);
        assertThat(now().revision()).isEqualTo(2);
        view.told(status(3, 0, BatchState.CANCELED));
        assertThat(now().status()).isEqualTo(Status.CANCELED);
    }

    @Test
    void answersACancelThatCameTooLateAsItEnded() {
        view.told(status(1, 0, BatchState.RUNNING));
        Batch read = now();
        view.told(status(2, 0, BatchState.SUCCEEDED));

        assertThat(view.canceling(read).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void runsAgainFromTheMomentThatItIsToBeTriedAgain() {
        view.told(status(1, 0, BatchState.FAILED));

        Batch again = view.retried(now());

        assertThat(again.status()).isEqualTo(Status.RUNNING);
        assertThat(again.counts().waiting()).isEqualTo(2);
        view.told(status(1, 0, BatchState.FAILED));
        assertThat(now()).isEqualTo(again);
        view.told(status(2, 1, BatchState.FAILED));
        assertThat(now().status()).isEqualTo(Status.FAILED);
    }

    private Batch now() {
        return view.find(KEY).orElseThrow();
    }

    private static BatchRequested wanted(String fingerprint) {
        return BatchRequested.newBuilder()
                .setBatchId(ID)
                .setProject("default")
                .setTotal(3)
                .setMatrix(List.of(new BatchAxis("seed", List.of("1", "2", "3"))))
                .setFingerprint(fingerprint)
                .setRequestedAt(NOON)
                .build();
    }

    private static BatchStatus status(long revision, int round, BatchState state) {
        return BatchStatus.newBuilder()
                .setBatchId(ID)
                .setProject("default")
                .setState(state)
                .setTotal(3)
                .setRound(round)
                .setCounts(BatchCounts.newBuilder().setSucceeded(1).setFailed(2).build())
                .setRequestedAt(NOON)
                .setAt(NOON)
                .setRevision(revision)
                .build();
    }
}
