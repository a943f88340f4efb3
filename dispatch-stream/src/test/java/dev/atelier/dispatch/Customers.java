package dev.atelier.dispatch;

import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.Lane;
import dev.atelier.platform.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Those who ask for generations, and remember which of them the log has and which have ended. Some ask twice for the same. */
final class Customers {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final List<Lane> LANES = List.of(Lane.INTERACTIVE, Lane.NORMAL, Lane.BATCH);
    private static final int ONE_IN = 10;

    private final RealDispatch dispatch;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final TopicTail<String, GenerationOutcome> outcomes;
    private @Nullable Thread asking;

    Customers(RealDispatch dispatch) {
        this.dispatch = dispatch;
        this.outcomes = new TopicTail<>(
                dispatch.kafka, dispatch.kafka.topics().outcomes(), TopicTail.Start.LATEST, (_, outcome) -> {
                    if (outcome != null) {
                        ended.add(outcome.getRequest().getGenerationId());
                    }
                });
    }

    /** From now on so many of {@code projects} have not ended, until {@link #stop}. */
    void keepAsking(List<String> projects, int open) {
        asking = Thread.ofPlatform().daemon().name("customers").start(() -> {
            var random = new Random(7);
            try {
                for (int number = 0; !Thread.interrupted(); number++) {
                    while (accepted.size() - ended.size() >= open) {
                        Thread.sleep(PAUSE);
                    }
                    String project = projects.get(random.nextInt(projects.size()));
                    String name = project + "-" + number;
                    var lane = LANES.get(random.nextInt(LANES.size()));
                    ask(project, name, lane);
                    if (random.nextInt(ONE_IN) == 0) {
                        ask(project, name, lane);
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** So many at once; completes when the log has them all. */
    CompletableFuture<Void> rush(String project, int count) {
        return CompletableFuture.allOf(IntStream.range(0, count)
                .mapToObj(number -> CompletableFuture.runAsync(
                        () -> ask(project, project + "-rush-" + number, Lane.NORMAL), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new));
    }

    private void ask(String project, String name, Lane lane) {
        var request =
                Requests.builder(project, name).setModel(null).setLane(lane).build();
        dispatch.accept(request).join();
        accepted.add(request.getGenerationId());
    }

    /** Nobody asks any more, once this returns. */
    void stop() throws InterruptedException {
        if (asking != null) {
            asking.interrupt();
            asking.join();
        }
    }

    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** Returns when so many more have ended. */
    void awaitMoreEnded(int count) {
        int before = ended.size();
        Awaitility.await().atMost(PATIENCE).until(() -> ended.size() >= before + count);
    }

    void awaitAllEnded() {
        Awaitility.await().atMost(PATIENCE).until(() -> ended.containsAll(accepted));
    }

    void close() throws InterruptedException {
        stop();
        outcomes.close();
    }
}
