package dev.atelier.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.Timings;
import dev.atelier.ingest.live.Sighting.Asked;
import dev.atelier.ingest.live.Sighting.Finished;
import dev.atelier.ingest.live.Sighting.Followed;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private static final GenerationKey KEY = new GenerationKey("default", "g-1");
    private static final GenerationRequested FIRST = request("a fox");
    private static final GenerationRequested SECOND = request("a cat");

    private final LiveView view = new LiveView(100);

    @Test
    void believesTheFirstRequestOnTheLog() {
        view.accepted(SECOND);
        view.requested(FIRST);
        view.requested(SECOND);
        view.accepted(SECOND);

        assertThat(view.find(KEY)).contains(new Asked(FIRST, true, false));
    }

    @Test
    void keepsProjectsApart() {
        view.requested(FIRST);

        assertThat(view.find(new GenerationKey("other", "g-1"))).isEmpty();
    }

    @Test
    void followsWhatDispatchLetIn() {
        view.requested(FIRST);
        view.stepped(queued(SECOND));
        view.stepped(step(GenerationEventKind.STARTED, 2));
        view.requested(FIRST);

        assertThat(view.find(KEY)).get().isInstanceOfSatisfying(Followed.class, followed -> {
            Generation generation = followed.generation();
            assertThat(generation.wanted().input()).isEqualTo(SECOND.getInput());
            assertThat(generation.wanted().model()).contains("atelier/sketch");
            assertThat(generation.status()).isEqualTo(Status.RUNNING);
            assertThat(generation.attempt()).isEqualTo(2);
        });
    }

    @Test
    void showsLabelsThatChangeMeanwhile() {
        view.amended(amended("early", "none"));
        view.requested(FIRST);
        view.stepped(queued(FIRST));
        view.amended(amended("liked", "none"));
        view.amended(amended("kept", "liked"));

        assertThat(view.find(KEY))
                .get()
                .isInstanceOfSatisfying(
                        Followed.class,
                        followed -> assertThat(followed.generation().wanted().tags())
                                .containsExactly("kept"));
    }

    @Test
    void neverGoesBackFromTheEnd() {
        view.stepped(queued(FIRST));
        view.finished(result());
        view.stepped(step(GenerationEventKind.PROGRESSED, 1));
        view.stepped(step(GenerationEventKind.CANCELING, 1));
        view.stepped(queued(FIRST));
        view.requested(FIRST);
        view.accepted(FIRST);
        view.canceling(Generation.asked(FIRST));

        assertThat(view.find(KEY)).contains(new Finished(Status.SUCCEEDED));
    }

    @Test
    void followsWhatIsBeingStopped() {
        view.stepped(queued(FIRST));
        view.stepped(step(GenerationEventKind.STARTED, 1));
        view.stepped(step(GenerationEventKind.CANCELING, 1));
        view.stepped(step(GenerationEventKind.PROGRESSED, 1));

        assertThat(view.find(KEY)).get().isInstanceOfSatisfying(Followed.class, followed -> {
            assertThat(followed.generation().status()).isEqualTo(Status.CANCELING);
            assertThat(followed.generation().provider()).contains("sketch");
        });
    }

    @Test
    void keepsInMindThatItIsToBeStoppedWhateverItLearns() {
        view.accepted(FIRST);
        view.canceling(Generation.asked(FIRST));
        var accepted = view.find(KEY);
        view.requested(SECOND);
        var requested = view.find(KEY);
        view.stepped(queued(SECOND));
        var admitted = view.find(KEY);
        view.stepped(step(GenerationEventKind.STARTED, 1));

        assertThat(accepted).contains(new Asked(FIRST, false, true));
        assertThat(requested).contains(new Asked(SECOND, true, true));
        assertThat(admitted).get().isInstanceOfSatisfying(Followed.class, followed -> {
            assertThat(followed.generation().status()).isEqualTo(Status.CANCELING);
            assertThat(followed.generation().wanted().model()).contains("atelier/sketch");
        });
        assertThat(view.find(KEY))
                .get()
                .isInstanceOfSatisfying(
                        Followed.class,
                        followed -> assertThat(followed.generation().status()).isEqualTo(Status.CANCELING));
    }

    @Test
    void knowsWhatIsToBeStoppedThoughItSawNothingOfIt() {
        view.canceling(Generation.asked(FIRST));

        assertThat(view.find(KEY)).contains(new Followed(Generation.asked(FIRST).canceling()));
    }

    @Test
    void leavesAGenerationWhoseBeginningItMissedToTheStore() {
        view.stepped(step(GenerationEventKind.STARTED, 1));
        view.stepped(step(GenerationEventKind.CANCELING, 1));

        assertThat(view.find(KEY)).isEmpty();
    }

    @Test
    void tellsWhoWatches() throws InterruptedException {
        try (var watch = view.watch(KEY, Finished.class::isInstance)) {
            view.requested(FIRST);
            boolean early = watch.await(Duration.ZERO).isPresent();
            view.finished(result());

            assertThat(early).isFalse();
            assertThat(watch.await(Duration.ZERO)).contains(new Finished(Status.SUCCEEDED));
        }
    }

    @Test
    void tellsWhoWatchesWhatHappenedBefore() throws InterruptedException {
        view.finished(result());

        try (var watch = view.watch(KEY, Finished.class::isInstance)) {
            assertThat(watch.await(Duration.ZERO)).isPresent();
        }
    }

    private static GenerationRequested request(String input) {
        return GenerationRequested.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setInput(input)
                .setTags(List.of())
                .setLane(Lane.NORMAL)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    private static GenerationAmended amended(String added, String removed) {
        return GenerationAmended.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setRequestedAt(Instant.EPOCH)
                .setAddedTags(List.of(added))
                .setRemovedTags(List.of(removed))
                .setAmendedAt(Instant.EPOCH)
                .build();
    }

    private static GenerationEvent queued(GenerationRequested request) {
        var admitted = GenerationAdmitted.newBuilder()
                .setRequest(request)
                .setModel("atelier/sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setTargets(List.of())
                .setAdmittedAt(Instant.EPOCH)
                .build();
        return event(GenerationEventKind.QUEUED, 0).setAdmitted(admitted).build();
    }

    private static GenerationEvent step(GenerationEventKind kind, int attempt) {
        return event(kind, attempt).setProvider("sketch").build();
    }

    private static GenerationEvent.Builder event(GenerationEventKind kind, int attempt) {
        return GenerationEvent.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setRequestedAt(Instant.EPOCH)
                .setKind(kind)
                .setAt(Instant.EPOCH)
                .setAttempt(attempt);
    }

    private static GenerationResult result() {
        return GenerationResult.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setStatus(GenerationStatus.SUCCEEDED)
                .setModel("atelier/sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setAttempt(1)
                .setTags(List.of())
                .setArtifacts(List.of())
                .setTimings(Timings.newBuilder().setRequestedAt(Instant.EPOCH).build())
                .build();
    }
}
