package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.JobReportKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a request wants to be told of what becomes of it travels with it. */
class WebhookTest {
    private static final String URL = "https://example.org/done";

    private static final Set<GenerationEventKind> TOLD =
            Set.of(GenerationEventKind.STARTED, GenerationEventKind.PROGRESSED);

    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void saysWithTheWordsThatItRunsAndHowFarItIsWhoWantsToKnow() {
        dispatch.submit(Requests.builder("demo", "a")
                .setWebhook(URL)
                .setWebhookEvents(List.of("generation.running"))
                .setWebhookFormat("replicate")
                .build());
        var job = dispatch.jobs().getFirst();

        dispatch.report(job, JobReportKind.TAKEN);
        dispatch.report(job, JobReportKind.PROGRESSED);

        assertThat(dispatch.events())
                .filteredOn(event -> TOLD.contains(event.getKind()))
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.getWebhook()).contains(URL);
                    assertThat(event.getWebhookEvents()).containsExactly("generation.running");
                    assertThat(event.getWebhookFormat()).contains("replicate");
                });
    }

    @Test
    void givesTheGenerationsOfABatchItsWebhookForWhatHappensToThem() {
        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(1)
                .setMatrix(BatchOrders.seedsOf(1))
                .setWebhook(URL)
                .setWebhookEvents(List.of("generation.failed", "batch.finished"))));

        assertThat(requests()).singleElement().satisfies(request -> {
            assertThat(request.getWebhook()).contains(URL);
            assertThat(request.getWebhookEvents()).containsExactly("generation.failed");
        });
        assertThat(dispatch.batches()).last().satisfies(WebhookTest::saysWhere);
    }

    @Test
    void tellsOfTheBatchAloneWhatConcernsTheBatchAlone() {
        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(1)
                .setMatrix(BatchOrders.seedsOf(1))
                .setWebhook(URL)));

        assertThat(requests())
                .singleElement()
                .satisfies(request -> assertThat(request.getWebhook()).isEmpty());
        assertThat(dispatch.batches()).last().satisfies(WebhookTest::saysWhere);
    }

    private static void saysWhere(BatchStatus status) {
        assertThat(status.getWebhook()).contains(URL);
    }

    private List<GenerationRequested> requests() {
        return dispatch.events().stream()
                .flatMap(event -> event.getAdmitted().stream())
                .map(admitted -> admitted.getRequest())
                .toList();
    }
}
