package dev.atelier.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Output;
import dev.atelier.platform.kafka.DeadLetters;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One broker and one set of topics for all: each test has a project, an account and ids of its own. */
class DispatchIT {
    private final RealDispatch dispatch = new RealDispatch();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void takesARequestToItsOutcomeOnce() {
        dispatch.define("whole", "whole", 4);
        try (var _ = dispatch.start("one")) {
            dispatch.submit(Requests.builder("whole", "whole-1"));
            var job = job("whole", 1).getFirst();

            dispatch.send(dispatch.kafka.topics().reports(), "sketch", success(job));
            dispatch.send(dispatch.kafka.topics().reports(), "sketch", success(job));
            dispatch.submit(Requests.builder("whole", "whole-1"));
            dispatch.submit(Requests.builder("whole", "whole-2").setInput("{}"));

            assertThat(outcomes("whole", 2))
                    .extracting(GenerationOutcome::getStatus)
                    .containsExactlyInAnyOrder(GenerationStatus.SUCCEEDED, GenerationStatus.REJECTED);
        }
    }

    @Test
    void putsAsideWhatCannotBeReadWithItsSource() {
        dispatch.define("aside", "aside", 4);
        try (var _ = dispatch.start("one")) {
            dispatch.submitBytes("no event at all".getBytes(UTF_8));
            dispatch.submit(Requests.builder("aside", "aside-1"));

            assertThat(job("aside", 1)).hasSize(1);
            var letter = dispatch.records("dead-letters", 1).getFirst();
            assertThat(new String(letter.value(), UTF_8)).isEqualTo("no event at all");
            assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("requests");
            assertThat(header(letter, DeadLetters.OFFSET)).isNotEmpty();
            assertThat(header(letter, DeadLetters.EXCEPTION)).contains("SerializationException");
        }
    }

    /** The second instance has an empty disk, so that all it knows comes from the changelogs. */
    @Test
    void keepsSlotsAndTheLineWhenAnotherInstanceTakesOver() {
        dispatch.define("moved", "moved", 1);
        GenerationJob first;
        try (var _ = dispatch.start("one")) {
            dispatch.submit(Requests.builder("moved", "moved-1"));
            dispatch.submit(Requests.builder("moved", "moved-2"));
            first = job("moved", 1).getFirst();
        }
        try (var _ = dispatch.start("two")) {
            dispatch.send(dispatch.kafka.topics().reports(), "sketch", success(first));

            var jobs = job("moved", 2);

            assertThat(jobs)
                    .extracting(GenerationJob::getGenerationId)
                    .containsExactly(Requests.id("moved-1"), Requests.id("moved-2"));
        }
    }

    private List<GenerationJob> job(String project, int count) {
        return org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(
                        () -> dispatch.read(dispatch.kafka.topics().jobs("sketch"), 1).stream()
                                .filter(job -> job.getProject().equals(project))
                                .toList(),
                        jobs -> jobs.size() >= count);
    }

    private List<GenerationOutcome> outcomes(String project, int count) {
        return org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(
                        () -> dispatch.read(dispatch.kafka.topics().outcomes(), 1).stream()
                                .filter(outcome ->
                                        outcome.getRequest().getProject().equals(project))
                                .toList(),
                        outcomes -> outcomes.size() >= count);
    }

    private static JobReport success(GenerationJob job) {
        var output = new Output("image/png", 1L, "0".repeat(64), 1, 1, null, ByteBuffer.wrap(new byte[] {1}));
        return JobReport.newBuilder()
                .setGenerationId(job.getGenerationId())
                .setAccount(job.getAccount())
                .setAttempt(job.getAttempt())
                .setWorker("it")
                .setKind(JobReportKind.SUCCEEDED)
                .setReportedAt(Requests.NOON)
                .setOutputs(List.of(output))
                .setFailure((GenerationFailure) null)
                .build();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
        return new String(record.headers().lastHeader(key).value(), UTF_8);
    }
}
