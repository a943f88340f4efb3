package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.Progress;
import dev.atelier.stack.StackConfig;
import dev.atelier.stack.testing.TestStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state of each recorded version is what this one goes on from: its changelogs are laid on a broker of their own, and
 * this version starts there on an empty disk. {@link RecordState} says what had happened.
 */
class OldStateIT {
    static Stream<Path> versions() throws IOException {
        return OldState.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void goesOnWhereAnOlderVersionStopped(Path version) throws IOException {
        var servers = StackConfig.of(TestStack.temporaryFolder(), TestStack.serversFolder())
                .withMinFreeBytes(256L << 20);
        try (var stack = EmbeddedStack.start(servers, Progress.silent());
                var old = new OldBroker(stack.endpoints())) {
            old.pour(version);
            old.define();
            try (var _ = old.start()) {
                goesOn(old);
            }
        }
    }

    private static void goesOn(OldBroker dispatch) {
        finishWhatRanAndWaited(dispatch);

        // Of 100 that the project has, 60 are spent, so that four more are let in; what was known is known.
        dispatch.submit("done", "later", "unborn", "new-1", "new-2", "new-3", "new-4", "new-5");
        List<GenerationOutcome> outcomes = dispatch.outcomes(7);
        List<GenerationJob> jobs = dispatch.jobs(5);

        assertThat(Stream.of("taken", "asked", "sooner", "later", "retried").map(name -> status(outcomes, name)))
                .containsOnly(GenerationStatus.SUCCEEDED);
        assertThat(status(outcomes, "unborn")).isEqualTo(GenerationStatus.CANCELED);
        assertThat(of(outcomes, "new-5").getFailure().orElseThrow().getKind()).isEqualTo(FailureKind.BUDGET_EXCEEDED);
        assertThat(outcomes)
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .doesNotContain(id("done"))
                .doesNotHaveDuplicates();
        assertThat(jobs).extracting(GenerationJob::getGenerationId).endsWith(id("new-1"), id("new-2"));
    }

    /** What ran has kept its slots and attempts, and its two reports are heard; then those have their turn that waited. */
    private static void finishWhatRanAndWaited(OldBroker dispatch) {
        dispatch.succeed("taken");
        dispatch.succeed("asked");
        List<GenerationJob> first = dispatch.jobs(2);
        first.forEach(dispatch::succeed);
        GenerationJob last = dispatch.jobs(3).getLast();
        dispatch.succeed(last);

        assertThat(first.getFirst().getGenerationId()).isEqualTo(id("sooner"));
        assertThat(List.of(first.getFirst(), first.getLast(), last))
                .extracting(GenerationJob::getGenerationId, GenerationJob::getAttempt)
                .containsExactlyInAnyOrder(tuple(id("sooner"), 1), tuple(id("later"), 1), tuple(id("retried"), 2));
    }

    private static GenerationStatus status(List<GenerationOutcome> outcomes, String name) {
        return of(outcomes, name).getStatus();
    }

    private static GenerationOutcome of(List<GenerationOutcome> outcomes, String name) {
        return outcomes.stream()
                .filter(outcome -> outcome.getRequest().getGenerationId().equals(id(name)))
                .findFirst()
                .orElseThrow();
    }

    private static String id(String name) {
        return Requests.id(name);
    }
}
