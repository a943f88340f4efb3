package dev.atelier.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.AccountCheckRequested;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.AdmissionState;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.ApiKeyUsed;
import dev.atelier.event.BalanceState;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchProgress;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.BucketState;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.LineReported;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.MoveRequested;
import dev.atelier.event.PatternRecord;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.ProviderCalledBack;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.PurgeState;
import dev.atelier.event.RedriveJob;
import dev.atelier.event.RedriveRecorded;
import dev.atelier.event.Scheduled;
import dev.atelier.event.SchedulingOrder;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.UsageRecorded;
import dev.atelier.event.WorkerAnnounced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was released is read by what is here, and what is written here is read by what was released. The copies lie in
 * {@code released/<version>/}; a release adds a folder and never changes one (see the module's README).
 */
class SchemaCompatibilityTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");

    static Stream<Schema> schemas() {
        return Stream.of(
                AccountCheckRequested.getClassSchema(),
                AccountDefined.getClassSchema(),
                AccountHealth.getClassSchema(),
                AdmissionState.getClassSchema(),
                ApiKeyDefined.getClassSchema(),
                ApiKeyUsed.getClassSchema(),
                BalanceState.getClassSchema(),
                BatchItems.getClassSchema(),
                BatchOrder.getClassSchema(),
                BatchProgress.getClassSchema(),
                BatchRequested.getClassSchema(),
                BatchStatus.getClassSchema(),
                BucketState.getClassSchema(),
                CancelRequested.getClassSchema(),
                GenerationAdmitted.getClassSchema(),
                GenerationEvent.getClassSchema(),
                GenerationJob.getClassSchema(),
                GenerationOutcome.getClassSchema(),
                GenerationRequested.getClassSchema(),
                GenerationResult.getClassSchema(),
                GenerationReturned.getClassSchema(),
                JobCanceled.getClassSchema(),
                JobReport.getClassSchema(),
                LineReported.getClassSchema(),
                ModelDefined.getClassSchema(),
                MoveRequested.getClassSchema(),
                PatternRecord.getClassSchema(),
                PauseDefined.getClassSchema(),
                ProjectDefined.getClassSchema(),
                ProviderCalledBack.getClassSchema(),
                PurgeRequested.getClassSchema(),
                PurgeState.getClassSchema(),
                RedriveJob.getClassSchema(),
                RedriveRecorded.getClassSchema(),
                Scheduled.getClassSchema(),
                SchedulingOrder.getClassSchema(),
                StyleDefined.getClassSchema(),
                UsageRecorded.getClassSchema(),
                WorkerAnnounced.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void readsWhatEachReleaseWrote(Schema current) throws IOException {
        for (Schema released : releasedVersionsOf(current)) {
            assertThat(compatibility(current, released)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isReadByEachRelease(Schema current) throws IOException {
        for (Schema released : releasedVersionsOf(current)) {
            assertThat(compatibility(released, current)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void saysWhatEachFieldMeans(Schema current) {
        assertThat(current.getDoc()).isNotBlank();
        assertThat(current.getFields())
                .allSatisfy(field -> assertThat(field.doc()).isNotBlank());
    }

    @Test
    void seesABreakingChange() {
        var without = Schema.createRecord("R", null, "n", false, List.of());
        var required = Schema.createRecord(
                "R", null, "n", false, List.of(new Schema.Field("f", Schema.create(Schema.Type.STRING))));

        assertThat(compatibility(required, without)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static List<Schema> releasedVersionsOf(Schema current) throws IOException {
        try (var versions = Files.list(RELEASED)) {
            List<Schema> released = versions.map(version -> version.resolve(current.getName() + ".avsc"))
                    .filter(Files::exists)
                    .map(SchemaCompatibilityTest::parse)
                    .toList();
            assertThat(released).as("released copies of %s", current.getName()).isNotEmpty();
            return released;
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }
}
