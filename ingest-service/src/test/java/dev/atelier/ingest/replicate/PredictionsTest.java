package dev.atelier.ingest.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Generations;
import dev.atelier.ingest.dialect.SampleModels;
import dev.atelier.ingest.http.EventStream.Event;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import java.util.Optional;
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

    @Test
    void areToldAsNumberedEvents() {
        assertThat(Predictions.told(
                        Optional.of(Json.MAPPER.readTree("[\"one\", \"two\"]")),
                        Generations.standing("g-1", Status.SUCCEEDED)))
                .containsExactly(
                        Event.of("1", "output", "one"), Event.of("2", "output", "two"), Event.of("done", "done", "{}"));
    }

    @Test
    void areToldToHaveEndedInVain() {
        assertThat(Predictions.told(Optional.empty(), Generations.failed("g-1", "unavailable")))
                .containsExactly(
                        Event.of("error", "error", "It was in vain."),
                        Event.of("done", "done", "{\"reason\":\"error\"}"));
        assertThat(Predictions.told(Optional.empty(), Generations.standing("g-1", Status.CANCELED)))
                .containsExactly(Event.of("done", "done", "{\"reason\":\"canceled\"}"));
    }

    @Test
    void areToldToHaveLostWhatCameOut() {
        assertThat(Predictions.told(Optional.empty(), Generations.standing("g-1", Status.SUCCEEDED)))
                .containsExactly(
                        Event.of("error", "error", "What was made is not kept any more."),
                        Event.of("done", "done", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"A red fox.\" | A red fox.",
                "[\"https://a.test/1\", \"https://a.test/2\"] | https://a.test/1,https://a.test/2",
                "{\"animal\": \"fox\"} | {\"animal\":\"fox\"}",
                "[{\"a\": 1}, 2] | {\"a\":1},2"
            })
    void areToldPartByPart(String output, String parts) {
        assertThat(String.join(",", Predictions.parts(Json.MAPPER.readTree(output))))
                .isEqualTo(parts);
    }

    private static ModelDefined model(int revision) {
        return SampleModels.of(revision, "{}");
    }
}
