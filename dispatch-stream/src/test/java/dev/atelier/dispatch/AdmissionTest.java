package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void dispatchesARequestWithTheTargetsDefaultsUnderTheClientsInput() {
        dispatch.submit(Requests.image("one"));

        var job = dispatch.jobs().getFirst();
        assertThat(job.getGenerationId()).isEqualTo(Requests.id("one"));
        assertThat(job.getParameters()).isEqualTo("{\"steps\":20,\"prompt\":\"a red fox\",\"seed\":7}");
        assertThat(job.getAttempt()).isEqualTo(1);
        assertThat(job.getCapability()).isEqualTo(Capability.TEXT_TO_IMAGE);
    }

    @Test
    void dispatchesARepeatedRequestOnce() {
        dispatch.submit(Requests.image("one"));
        dispatch.submit(Requests.image("one"));

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("one"));
    }

    @Test
    void dispatchesARepeatedRequestOnceEvenAfterItsOutcome() {
        dispatch.submit(Requests.image("one"));
        dispatch.succeed(dispatch.jobs().getFirst());

        dispatch.submit(Requests.image("one"));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void tellsThatARequestIsQueuedWithAllOfIt() {
        dispatch.submit(Requests.image("one"));

        var event = dispatch.events().getFirst();
        assertThat(event.getKind()).isEqualTo(GenerationEventKind.QUEUED);
        assertThat(event.getAdmitted().orElseThrow().getModel()).isEqualTo("atelier/sketch");
        assertThat(event.getModel()).contains("atelier/sketch");
        assertThat(event.getTags()).containsExactly("house", "test");
    }

    @Test
    void addsTheProjectsTagsToTheRequests() {
        dispatch.submit(Requests.image("one"));

        assertThat(dispatch.admitted().getFirst().getRequest().getTags()).containsExactly("house", "test");
    }

    @Test
    void usesTheProjectsModelWhenTheRequestNamesNone() {
        dispatch.submit(Requests.builder("demo", "one").setModel(null).build());

        assertThat(dispatch.jobs().getFirst().getModel()).isEqualTo("atelier/sketch");
    }

    @Test
    void findsAModelByItsBareName() {
        dispatch.submit(Requests.builder("demo", "one").setModel("sketch").build());

        assertThat(dispatch.jobs().getFirst().getModel()).isEqualTo("atelier/sketch");
    }

    @Test
    void refusesABareNameThatTwoOwnersHave() {
        dispatch.model("other/sketch", "sketch");

        dispatch.submit(Requests.builder("demo", "one").setModel("sketch").build());

        assertThat(failure(only(dispatch.outcomes())).getKind()).isEqualTo(FailureKind.MODEL_NOT_FOUND);
    }

    @Test
    void rejectsAnUnknownModelByName() {
        dispatch.submit(Requests.builder("demo", "one").setModel("no/such").build());

        var outcome = only(dispatch.outcomes());
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(failure(outcome).getMessage()).isEqualTo("model no/such is not known");
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void rejectsAMissingPromptNamingTheField() {
        refuses(Requests.builder("demo", "one").setInput("{}").build(), "input.prompt");
    }

    @Test
    void rejectsAValueOutOfRangeNamingTheFieldTheRuleAndTheValue() {
        String message = refuses(
                Requests.builder("demo", "one")
                        .setInput("{\"prompt\":\"x\",\"steps\":51}")
                        .build(),
                "input.steps");

        assertThat(message).contains("input.steps").contains("50").contains("51");
    }

    @Test
    void rejectsAnInputThatIsNoJsonObject() {
        refuses(Requests.builder("demo", "one").setInput("[1]").build(), "input");
        refuses(Requests.builder("demo", "two").setInput("{\"prompt\":").build(), "input");
    }

    @Test
    void rejectsACapabilityThatTheModelLacks() {
        refuses(
                Requests.builder("demo", "one")
                        .setCapability(Capability.UPSCALE)
                        .build(),
                "capability");
    }

    @Test
    void rejectsATagThatIsTooLong() {
        refuses(
                Requests.builder("demo", "one")
                        .setTags(List.of("x".repeat(129)))
                        .build(),
                "tags");
    }

    @Test
    void expiresARequestWhoseDeadlineHasPassed() {
        dispatch.submit(Requests.builder("demo", "one")
                .setDeadline(Requests.NOON.minusSeconds(1))
                .build());

        assertThat(only(dispatch.outcomes()).getStatus()).isEqualTo(GenerationStatus.EXPIRED);
    }

    @Test
    void putsAsideARecordThatCannotBeReadAndGoesOn() {
        dispatch.submitBytes("demo", "not avro".getBytes(StandardCharsets.UTF_8));
        dispatch.submit(Requests.image("one"));

        assertThat(dispatch.deadLetters()).isEqualTo(1);
        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void putsAsideARequestOfAnUnknownProject() {
        dispatch.submit(Requests.image("nobody", "one"));

        assertThat(dispatch.deadLetters()).isEqualTo(1);
        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void putsAsideARequestWhoseIdCouldBeAPath() {
        dispatch.submit(
                Requests.builder("demo", "one").setGenerationId("../../etc").build());

        assertThat(dispatch.deadLetters()).isEqualTo(1);
    }

    @Test
    void remembersAnIdForTheWholeWindowAndNoLonger() {
        dispatch.submitAt(Requests.image("one"), Requests.NOON);
        dispatch.submitAt(Requests.image("one"), Requests.NOON.plus(Duration.ofDays(7)));
        dispatch.succeed(dispatch.jobs().getFirst());

        dispatch.submitAt(
                Requests.image("one"), Requests.NOON.plus(Duration.ofDays(7)).plusMillis(1));

        assertThat(dispatch.jobs()).hasSize(1);
    }

    private String refuses(GenerationRequested request, String field) {
        dispatch.submit(request);

        var outcome = only(dispatch.outcomes());
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure(outcome).getField()).contains(field);
        return failure(outcome).getMessage();
    }

    private static GenerationOutcome only(List<GenerationOutcome> outcomes) {
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }
}
