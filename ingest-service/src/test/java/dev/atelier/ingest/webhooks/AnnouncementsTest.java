package dev.atelier.ingest.webhooks;

import static dev.atelier.ingest.webhooks.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Timings;
import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is to be told of what. */
class AnnouncementsTest {
    private static final String URL = "https://example.org/done";

    private final Endpoints endpoints = new Endpoints();
    private final Announcements announcements = new Announcements(endpoints, () -> NOON);

    @Test
    void tellsEachEndpointOfTheProjectOnceUnderAnIdThatStays() {
        define(Samples.endpoint(URL).build());
        define(Samples.endpoint(URL).setWebhookId("whe_2").build());
        define(Samples.endpoint(URL).setWebhookId("whe_3").setProject("other").build());

        List<WebhookDelivery> first = announcements.of(result().build());

        assertThat(first).extracting(WebhookDelivery::getLine).containsExactlyInAnyOrder("whe_1", "whe_2");
        assertThat(first).extracting(WebhookDelivery::getDeliveryId).doesNotHaveDuplicates();
        assertThat(announcements.of(result().build())).isEqualTo(first);
    }

    @Test
    void tellsNoEndpointOfWhatItDoesNotWant() {
        define(Samples.endpoint(URL).setEvents(List.of("generation.failed")).build());
        define(Samples.endpoint(URL).setWebhookId("whe_2").setEnabled(false).build());
        define(Samples.endpoint(URL).setWebhookId("whe_3").setTags(List.of("x")).build());
        define(Samples.endpoint(URL)
                .setWebhookId("whe_4")
                .setModels(List.of("a/b"))
                .build());
        define(Samples.endpoint(URL)
                .setWebhookId("whe_5")
                .setCreatedAt(NOON.plusSeconds(1))
                .build());

        assertThat(announcements.of(result().build())).isEmpty();
    }

    @Test
    void tellsAnEndpointOfWhatFitsItsFilter() {
        define(Samples.endpoint(URL)
                .setTags(List.of("demo", "x"))
                .setModels(List.of("atelier/sketch"))
                .build());

        assertThat(announcements.of(result().build())).hasSize(1);
    }

    @Test
    void tellsARequestsOwnUrlOfTheFinalWord() {
        var told = announcements.of(
                result().setWebhook(URL).setWebhookFormat("replicate").build());

        assertThat(told).singleElement().satisfies(delivery -> {
            assertThat(delivery.getUrl()).contains(URL);
            assertThat(delivery.getFormat()).contains("replicate");
            assertThat(delivery.getLine()).startsWith("who_");
        });
    }

    @Test
    void tellsARequestsOwnUrlOnlyOfWhatItAskedFor() {
        var result = result().setWebhook(URL).setWebhookEvents(List.of("generation.failed"));

        assertThat(announcements.of(result.build())).isEmpty();
    }

    @Test
    void putsUrlsOfOneHostInOneLineOfTheProject() {
        String one = line(result().setWebhook("https://example.org/a").build());

        assertThat(line(result().setWebhook("https://example.org/b?c").build())).isEqualTo(one);
        assertThat(line(result().setWebhook("https://example.com/a").build())).isNotEqualTo(one);
        assertThat(line(result().setWebhook("https://example.org/a")
                        .setProject("other")
                        .build()))
                .isNotEqualTo(one);
    }

    @Test
    void tellsNobodyWhereTheUrlIsNone() {
        assertThat(announcements.of(result().setWebhook("nonsense").build())).isEmpty();
    }

    @Test
    void tellsThatSomethingRunsOnlyWhoAskedForIt() {
        assertThat(announcements.of(started().build())).isEmpty();
        assertThat(announcements.of(started()
                        .setWebhookEvents(List.of("generation.running"))
                        .build()))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.getEvent()).isEqualTo("generation.running"));
    }

    @Test
    void tellsOfProgressTwiceASecondAtMost() {
        var first = told(progressed(0));

        assertThat(told(progressed(499)).getDeliveryId()).isEqualTo(first.getDeliveryId());
        assertThat(told(progressed(500)).getDeliveryId()).isNotEqualTo(first.getDeliveryId());
        assertThat(first.getEvent()).isEqualTo("generation.progressed");
        assertThat(first.getDue()).isEqualTo(NOON.plusMillis(1000));
        assertThat(told(progressed(501)).getDue()).isEqualTo(NOON.plusMillis(1500));
    }

    @Test
    void tellsOfProgressOnlyWhoAskedForIt() {
        assertThat(announcements.of(progressed(0).setWebhookEvents(List.of()).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = GenerationEventKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STARTED"})
    void tellsOfNoOtherStep(GenerationEventKind kind) {
        define(Samples.endpoint(URL).setEvents(List.of("generation.running")).build());

        assertThat(announcements.of(started().setKind(kind).build())).isEmpty();
    }

    @Test
    void tellsOfTheEndOfABatchOnceForEachRound() {
        define(Samples.endpoint(URL).setEvents(List.of("batch.finished")).build());

        var first = announcements.of(batch(BatchState.FAILED, 0));

        assertThat(first).hasSize(1);
        assertThat(announcements.of(batch(BatchState.FAILED, 0))).isEqualTo(first);
        assertThat(announcements.of(batch(BatchState.SUCCEEDED, 1)))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.getDeliveryId())
                        .isNotEqualTo(first.getFirst().getDeliveryId()));
        assertThat(announcements.of(batch(BatchState.RUNNING, 1))).isEmpty();
    }

    private String line(GenerationResult result) {
        return announcements.of(result).getFirst().getLine();
    }

    private void define(WebhookDefined endpoint) {
        endpoints.accept(endpoint.getWebhookId(), endpoint);
    }

    private static GenerationResult.Builder result() {
        return GenerationResult.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setStatus(GenerationStatus.SUCCEEDED)
                .setModel("atelier/sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setAttempt(1)
                .setTags(List.of("demo"))
                .setArtifacts(List.of())
                .setTimings(Timings.newBuilder().setRequestedAt(NOON).build());
    }

    private static GenerationEvent.Builder started() {
        return GenerationEvent.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setRequestedAt(NOON)
                .setKind(GenerationEventKind.STARTED)
                .setAt(NOON)
                .setAttempt(1)
                .setWebhook(URL);
    }

    private static GenerationEvent.Builder progressed(long millis) {
        return started()
                .setKind(GenerationEventKind.PROGRESSED)
                .setAt(NOON.plusMillis(millis))
                .setWebhookEvents(List.of("generation.progressed"));
    }

    private WebhookDelivery told(GenerationEvent.Builder event) {
        return announcements.of(event.build()).getFirst();
    }

    private static BatchStatus batch(BatchState state, int round) {
        return BatchStatus.newBuilder()
                .setBatchId("b-1")
                .setProject("default")
                .setState(state)
                .setTotal(1)
                .setRound(round)
                .setCounts(BatchCounts.newBuilder().build())
                .setRequestedAt(NOON)
                .setAt(NOON)
                .setEndedAt(state == BatchState.RUNNING ? null : NOON)
                .setRevision(round)
                .build();
    }
}
