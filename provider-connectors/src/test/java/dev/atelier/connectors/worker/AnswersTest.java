package dev.atelier.connectors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.worker.Answers.Judgement;
import dev.atelier.event.Capability;
import dev.atelier.event.SchemaViolation;
import dev.atelier.platform.failure.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final Job COUNT = Jobs.judged(
            Jobs.of(
                    Capability.EXTRACT,
                    "{\"schema\": {\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": \"integer\"}}}}"));

    private final Answers answers = new Answers();

    @Test
    void givesTheCanonicalFormAndKeepsTheModelsOwnWords() {
        var judgement = answers.judge(COUNT, said("```json\n{ \"n\": \"3\" }\n```"));

        var result = ((Judgement.Accepted) judgement).result();
        assertThat(text(result)).isEqualTo("{\"n\":3}");
        assertThat(result.details()).isEqualTo(Map.of("version", "v", "answer", "```json\n{ \"n\": \"3\" }\n```"));
        assertThat(result.metrics()).containsEntry("tokens", 5.0);
        assertThat(result.costMicros()).contains(9L);
    }

    @Test
    void saysNothingOfAnAnswerThatIsCanonicalAlready() {
        var judgement = answers.judge(COUNT, said("{\"n\":3}"));

        assertThat(((Judgement.Accepted) judgement).result().details()).isEqualTo(Map.of("version", "v"));
    }

    @Test
    void rejectsWithTheAnswerTheViolationsAndTheCost() {
        var judgement = answers.judge(COUNT, said("{\"n\": \"my secret\"}"));

        assertThat(judgement).isInstanceOfSatisfying(Judgement.Rejected.class, rejected -> {
            assertThat(rejected.correction().getAnswer()).isEqualTo("{\"n\": \"my secret\"}");
            assertThat(rejected.correction().getViolations())
                    .extracting(SchemaViolation::getPath)
                    .containsExactly("/n");
            assertThat(rejected.failure().detail()).contains("/n").doesNotContain("secret");
            assertThat(rejected.costMicros()).contains(9L);
        });
    }

    @Test
    void keepsNoMoreOfAnAnswerThanARecordHolds() {
        var judgement = answers.judge(COUNT, said("ü".repeat(100_000)));

        var answer = ((Judgement.Rejected) judgement).correction().getAnswer();
        assertThat(answer.getBytes(UTF_8)).hasSize(64 * 1024);
        assertThat(answer).matches("ü+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", " {\"a\": \"b\"} "})
    void takesAnObjectOrAListWhereNobodySaysWhatIsWanted(String answer) {
        assertThat(answers.judge(Jobs.of(Capability.EXTRACT, "{}"), said(answer)))
                .isInstanceOf(Judgement.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "{} []", "It is a fox."})
    void takesNothingElseEvenThen(String answer) {
        assertThat(answers.judge(Jobs.of(Capability.EXTRACT, "{}"), said(answer)))
                .isInstanceOf(Judgement.Rejected.class);
    }

    @Test
    void judgesNothingButWhatWasExtracted() {
        var result = said("It is a fox.");

        assertThat(((Judgement.Accepted) answers.judge(Jobs.of(Capability.DESCRIBE, "{}"), result)).result())
                .isSameAs(result);
    }

    @Test
    void doesNotChooseBetweenSeveralAnswers() {
        assertThat(answers.judge(COUNT, said("{\"n\": 1}", "{\"n\": 2}"))).isInstanceOf(Judgement.Unfit.class);
    }

    @Test
    void refusesASchemaThatNobodyCanJudgeByBeforeAnythingIsAsked() {
        var job = Jobs.judged(Jobs.of(Capability.EXTRACT, "{\"schema\": {\"type\": \"strin\"}}"));

        assertThat(answers.refusal(job)).containsInstanceOf(Failure.InvalidRequest.class);
        assertThat(answers.refusal(COUNT)).isEmpty();
    }

    private static Submission.Succeeded said(String... answers) {
        return new Submission.Succeeded(
                Arrays.stream(answers)
                        .map(answer -> Output.of(answer.getBytes(UTF_8)))
                        .toList(),
                Map.of("tokens", 5.0),
                Map.of("version", "v"),
                Optional.of(9L));
    }

    private static String text(Submission.Succeeded result) {
        return new String(
                ((Output.Content.Bytes) List.copyOf(result.outputs()).getFirst().content()).bytes(), UTF_8);
    }
}
