package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Events;
import dev.atelier.ingest.testing.Events.Event;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.schemas.GenerationIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventsIT {
    private static final Optional<String> KEY = Optional.of(Edge.KEY);
    private static final int PORT = Edge.service().port();

    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();

    @Test
    void tellsHowAGenerationStandsAndThenEachStepToItsEnd() throws InterruptedException {
        var request = accepted();

        try (var events = Events.open(PORT, KEY, path(request))) {
            Event first = events.next();
            pipeline.progressed(request, 0.25);
            Event second = events.next();
            pipeline.canceling(request);
            Event third = events.next();
            finish(request, GenerationStatus.CANCELED);

            assertThat(List.of(first.name(), second.name(), third.name()))
                    .containsExactly("queued", "progress", "canceling");
            assertThat(second.data().at("/generation/progress/share").asDouble())
                    .isEqualTo(0.25);
            assertThat(events.namesToTheEnd()).containsExactly("canceled");
            assertThat(events.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(events.header("Cache-Control")).isEqualTo("no-store");
            assertThat(events.header("X-Accel-Buffering")).isEqualTo("no");
        }
    }

    @Test
    void tellsWhoComesLateTheEndAtOnce() throws InterruptedException {
        var request = accepted();
        finish(request, GenerationStatus.SUCCEEDED);
        Awaitility.await()
                .until(() -> client.get("/v1/generations/" + request.getGenerationId())
                        .text("status")
                        .equals("succeeded"));

        try (var events = Events.open(PORT, KEY, path(request))) {
            Event only = events.next();

            assertThat(only.name()).isEqualTo("succeeded");
            assertThat(only.text("generation.id")).isEqualTo(request.getGenerationId());
            assertThat(only.text("generation.self")).endsWith("/v1/generations/" + request.getGenerationId());
            assertThat(events.toTheEnd()).isEmpty();
        }
    }

    @Test
    void goesOnAfterABreakOnAnotherInstance() throws InterruptedException {
        try (var other = Edge.start()) {
            var elsewhere = new Client(other.port(), KEY);
            var request = accepted();
            String seen;
            try (var events = Events.open(PORT, KEY, path(request))) {
                pipeline.progressed(request, 0.1);
                events.next();
                seen = events.next().id();
            }
            pipeline.progressed(request, 0.2);
            pipeline.progressed(request, 0.3);
            String self = "/v1/generations/" + request.getGenerationId();
            Awaitility.await()
                    .until(() ->
                            elsewhere.get(self).json().at("/progress/share").asDouble(0) == 0.3);

            try (var resumed = resume(other.port(), path(request), seen)) {
                List<Event> missed = List.of(resumed.next(), resumed.next());
                finish(request, GenerationStatus.SUCCEEDED);

                assertThat(missed)
                        .extracting(event ->
                                event.data().at("/generation/progress/share").asDouble())
                        .containsExactly(0.2, 0.3);
                assertThat(resumed.namesToTheEnd()).containsExactly("succeeded");
            }
        }
    }

    @Test
    void goesOnFromTheLogOnAnInstanceThatWasNotThere() throws InterruptedException {
        String project = "project-" + UUID.randomUUID();
        Optional<String> key = keyOf(project);
        String id = GenerationIds.create(Instant.now());
        try (var events = Events.open(PORT, key, "/v1/events")) {
            Awaitility.await().until(() -> !events.lastId().isEmpty());
            finish(project, id);
            events.next();
            String late = GenerationIds.create(Instant.now());

            String before = events.lastId();
            finish(project, late);
            events.next();

            try (var fresh = Edge.start();
                    var resumed = Events.open(fresh.port(), key, "/v1/events", "Last-Event-ID", before)) {
                assertThat(resumed.next().text("generation.id")).isEqualTo(late);
            }
        }
    }

    @Test
    void saysSoWhenItCannotGoOn() throws InterruptedException {
        var request = accepted();

        try (var events = resume(PORT, path(request), "from-somewhere-else");
                var project = resume(PORT, "/v1/events", "from-somewhere-else")) {
            assertThat(List.of(events.next().name(), events.next().name())).containsExactly("reset", "queued");
            assertThat(project.next().name()).isEqualTo("reset");
        }
    }

    @Test
    void bringsNobodyBackWhoWasToldTheEnd() throws InterruptedException {
        var request = accepted();
        finish(request, GenerationStatus.SUCCEEDED);
        String last;
        try (var events = Events.open(PORT, KEY, path(request))) {
            // The final word may be on its way yet.
            var event = events.next();
            while (!event.name().equals("succeeded")) {
                event = events.next();
            }
            last = event.id();
        }

        try (var again = resume(PORT, path(request), last)) {
            assertThat(again.status()).isEqualTo(204);
        }
    }

    @Test
    void hidesWhatAnotherProjectHas() throws InterruptedException {
        var request = accepted();
        String batch = submitBatch();
        String project = "project-" + UUID.randomUUID();
        Optional<String> key = keyOf(project);

        try (var generation = Events.open(PORT, key, path(request));
                var ofBatch = Events.open(PORT, key, "/v1/batches/%s/events".formatted(batch));
                var unknown = Events.open(PORT, KEY, "/v1/generations/no-id/events");
                var nobody = Events.open(PORT, Optional.empty(), path(request));
                var all = Events.open(PORT, key, "/v1/events")) {
            pipeline.progressed(request, 0.5);
            String own = GenerationIds.create(Instant.now());
            finish(project, own);

            assertThat(List.of(generation.status(), ofBatch.status(), unknown.status(), nobody.status()))
                    .containsExactly(404, 404, 404, 401);
            assertThat(all.next().text("generation.id")).isEqualTo(own);
        }
    }

    @Test
    void tellsOfAProjectWhatIsAskedFor() throws InterruptedException {
        String tag = "tag-" + UUID.randomUUID();
        try (var tagged = Events.open(PORT, KEY, "/v1/events?type=progress,succeeded&model=atelier/sketch&tag=" + tag);
                var batches = Events.open(PORT, KEY, "/v1/events?type=batch.failed&tag=" + tag)) {
            var other = accepted();
            pipeline.progressed(other, 0.5);
            var wanted = GenerationRequested.newBuilder(accepted())
                    .setTags(List.of(tag))
                    .build();
            pipeline.canceling(wanted);
            pipeline.progressed(wanted, 0.5);
            Event first = tagged.next();
            finish(wanted, GenerationStatus.SUCCEEDED);
            String batch = GenerationIds.create(Instant.now());
            pipeline.tell(
                    batch(batch, BatchState.FAILED, 1).setTags(List.of(tag)).build());

            assertThat(first.name()).isEqualTo("progress");
            assertThat(first.text("generation.id")).isEqualTo(wanted.getGenerationId());
            assertThat(tagged.next().name()).isEqualTo("succeeded");
            assertThat(batches.next().text("batch.id")).isEqualTo(batch);
        }
    }

    @Test
    void refusesAFilterThatItDoesNotKnow() {
        assertThat(client.get("/v1/events?status=running").text("error.field")).isEqualTo("status");
        assertThat(client.get("/v1/events?type=reset").text("error.field")).isEqualTo("type");
        assertThat(client.get("/v1/events?type=progress,").text("error.field")).isEqualTo("type");
    }

    @Test
    void followsABatchToItsEnd() throws InterruptedException {
        String id = submitBatch();

        try (var events = Events.open(PORT, KEY, "/v1/batches/%s/events".formatted(id))) {
            Event first = events.next();
            pipeline.tell(batch(id, BatchState.RUNNING, 1).build());
            Event second = events.next();
            pipeline.tell(batch(id, BatchState.SUCCEEDED, 2).build());

            assertThat(List.of(first.name(), second.name())).containsExactly("batch.queued", "batch.running");
            assertThat(second.data().at("/batch/counts/active").asInt()).isEqualTo(2);
            assertThat(events.namesToTheEnd()).containsExactly("batch.succeeded");
        }
    }

    @Test
    void losesNoEndForASlowReader() throws IOException, InterruptedException {
        String project = "project-" + UUID.randomUUID();
        String key = keyOf(project).orElseThrow();
        // Far more than the buffers between the two and what waits for one client can hold.
        Set<String> tags = IntStream.range(0, 100)
                .mapToObj(number -> "%d-%s".formatted(number, "x".repeat(60)))
                .collect(Collectors.toSet());
        List<RowOf> rows = IntStream.range(0, 2_000)
                .mapToObj(_ -> new RowOf(
                        project,
                        GenerationIds.create(Instant.now()),
                        Instant.now(),
                        "succeeded",
                        "atelier/sketch",
                        tags))
                .toList();
        try (var slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
            slow.getOutputStream()
                    .write("GET /v1/events HTTP/1.0\r\nx-api-key: %s\r\n\r\n"
                            .formatted(key)
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] head = slow.getInputStream().readNBytes(15);

            String lastOfAll = rows.getLast().id();
            try (var quick = Events.open(PORT, Optional.of(key), "/v1/events?generation=" + lastOfAll)) {
                pipeline.announce(rows, GenerationStatus.SUCCEEDED);
                quick.next();
            }
            String until = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> first = ids(until);
            List<String> rest;
            try (var back = Events.open(PORT, Optional.of(key), "/v1/events", "Last-Event-ID", lastId(until))) {
                rest = IntStream.range(0, rows.size() - first.size())
                        .mapToObj(_ -> next(back).text("generation.id"))
                        .toList();
            }

            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(first).isNotEmpty().hasSizeLessThan(rows.size());
            Set<String> all = new HashSet<>(first);
            all.addAll(rest);
            assertThat(all).hasSize(rows.size());
        }
    }

    @Test
    void endsAtOnceWhenTheServiceCloses() throws InterruptedException {
        var request = accepted();
        var closing = Edge.start();
        try (var one = Events.open(closing.port(), KEY, path(request));
                var all = Events.open(closing.port(), KEY, "/v1/events?generation=" + request.getGenerationId())) {
            one.next();

            closing.close();

            assertThat(one.toTheEnd()).isEmpty();
            assertThat(all.toTheEnd()).isEmpty();
        }
    }

    @Test
    void showsOneGenerationToWhoeverHasALink() throws InterruptedException {
        var request = accepted();
        var links = new EventLinks(Edge.SECRET, EventLinks.USUAL, InstantSource.system());
        String path = links.link("", request.getProject(), request.getGenerationId());

        try (var events = Events.open(PORT, Optional.empty(), path);
                var forged = Events.open(PORT, Optional.empty(), path + "x")) {
            assertThat(events.next().text("generation.id")).isEqualTo(request.getGenerationId());
            assertThat(forged.status()).isEqualTo(404);
        }
    }

    @Test
    void showsARevokedKeyNothingMore() throws InterruptedException {
        String project = "project-" + UUID.randomUUID();
        Optional<String> key = keyOf(project);
        try (var events = Events.open(PORT, key, "/v1/events")) {
            pipeline.key(project, key.orElseThrow(), project, true);
            var revoked = new Client(PORT, key);
            Awaitility.await().until(() -> revoked.get("/v1/models").status() == 401);

            finish(project, GenerationIds.create(Instant.now()));

            assertThat(events.toTheEnd()).isEmpty();
        }
    }

    private static Event next(Events events) {
        try {
            return events.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(String stream) {
        return Pattern.compile("\"generation\":\\{\"id\":\"([^\"]+)\"")
                .matcher(stream)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String lastId(String stream) {
        return Pattern.compile("id: ([A-Za-z0-9_-]+)\nevent")
                .matcher(stream)
                .results()
                .map(match -> match.group(1))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static Events resume(int port, String path, String lastEventId) {
        return Events.open(port, KEY, path, "Last-Event-ID", lastEventId);
    }

    private static String path(GenerationRequested request) {
        return "/v1/generations/%s/events".formatted(request.getGenerationId());
    }

    private GenerationRequested accepted() {
        var request = Pipeline.request("default", GenerationIds.create(Instant.now()), "{\"prompt\":\"a red fox\"}");
        pipeline.produce(request);
        pipeline.queued(request);
        String path = "/v1/generations/" + request.getGenerationId();
        Awaitility.await().until(() -> client.get(path).text("model").equals("atelier/sketch"));
        return request;
    }

    private void finish(GenerationRequested request, GenerationStatus status) {
        String word = status.name().toLowerCase(Locale.ROOT);
        var row = RowOf.of(request.getGenerationId(), request.getRequestedAt(), word)
                .tagged(request.getTags().toArray(String[]::new));
        pipeline.row(row);
        pipeline.announce(row, status);
    }

    private void finish(String project, String id) {
        pipeline.announce(
                new RowOf(project, id, Instant.now(), "succeeded", "atelier/sketch", Set.of()),
                GenerationStatus.SUCCEEDED);
    }

    private Optional<String> keyOf(String project) {
        String key = "atl_%s_key".formatted(project);
        pipeline.key(project, key, project, false);
        var stranger = new Client(PORT, Optional.of(key));
        Awaitility.await().until(() -> stranger.get("/v1/models").status() == 200);
        return Optional.of(key);
    }

    private String submitBatch() {
        var body = "{\"inputs\": [{\"prompt\": \"a red fox\"}, {\"prompt\": \"a grey fox\"}]}";
        return client.send(
                        "/v1/batches",
                        request ->
                                request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"))
                .text("id");
    }

    private static BatchStatus.Builder batch(String id, BatchState state, long revision) {
        boolean runs = state == BatchState.RUNNING;
        return BatchStatus.newBuilder()
                .setBatchId(id)
                .setProject("default")
                .setState(state)
                .setTotal(2)
                .setActive(runs ? 2 : 0)
                .setCounts(BatchCounts.newBuilder().setSucceeded(runs ? 0 : 2).build())
                .setRequestedAt(Instant.now())
                .setAt(Instant.now())
                .setRevision(revision);
    }
}
