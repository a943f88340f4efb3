package dev.atelier.ingest.webhooks;

import static dev.atelier.ingest.webhooks.Samples.LINE;
import static dev.atelier.ingest.webhooks.Samples.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.webhooks.Line.Outcome;
import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is at one endpoint. */
class LineTest {
    private final Script script = new Script();
    private final Line line = new Line(LINE, 2, new WaitingRoom(4), script, false);

    @AfterEach
    void stop() {
        line.stop();
    }

    @Test
    void attemptsWhatIsDue() throws InterruptedException {
        line.put(delivery("a").build(), 0);

        assertThat(script.next()).isEqualTo("a");
    }

    @Test
    void waitsUntilItIsDue() throws InterruptedException {
        line.put(
                delivery("later")
                        .setDue(Instant.now().plus(Duration.ofHours(1)))
                        .build(),
                0);
        line.put(delivery("now").build(), 1);

        assertThat(script.next()).isEqualTo("now");
        script.answer(new Outcome.Taken());
        assertThat(script.begun).isEmpty();
    }

    @Test
    void attemptsNoMoreThanItMayAtOnce() throws InterruptedException {
        List.of("a", "b", "c").forEach(id -> line.put(delivery(id).build(), 0));

        assertThat(List.of(script.next(), script.next())).containsExactlyInAnyOrder("a", "b");
        assertThat(script.begun).isEmpty();

        script.answer(new Outcome.Taken());
        assertThat(script.next()).isEqualTo("c");
        assertThat(script.most.get()).isEqualTo(2);
    }

    @Test
    void beginsNothingBeforeTheLogWasReadToItsEnd() throws InterruptedException {
        var held = new Line(LINE, 2, new WaitingRoom(4), script, true);
        held.put(delivery("a").build(), 0);
        held.put(delivery("b").build(), 1);
        held.remove("a");

        held.release();

        assertThat(script.next()).isEqualTo("b");
        held.stop();
    }

    @Test
    void leavesAReceiverAloneThatAsksForIt() throws InterruptedException {
        List.of("a", "b", "c").forEach(id -> line.put(delivery(id).build(), 0));
        script.next();
        script.next();

        script.answer(new Outcome.Refused(Duration.ofHours(1)));
        script.answer(new Outcome.Refused(Duration.ofHours(1)));
        await().until(() -> script.running.get() == 0);

        assertThat(script.begun).isEmpty();
    }

    @Test
    void triesAgainWhatTheLogDoesNotKnowOf() throws InterruptedException {
        line.put(delivery("a").build(), 0);
        script.next();

        script.answer(new Outcome.Unrecorded(Duration.ofMillis(1)));

        assertThat(script.next()).isEqualTo("a");
    }

    @Test
    void deliversAtOnceWhatWaitedForAReceiverThatIsThereAgain() throws InterruptedException {
        line.put(
                delivery("waits")
                        .setDue(Instant.now().plus(Duration.ofHours(10)))
                        .build(),
                0);
        for (int attempt = 0; attempt < 6; attempt++) {
            line.put(delivery("a").setAttempts(attempt).build(), 1);
            assertThat(script.next()).isEqualTo("a");
            script.answer(attempt < 5 ? new Outcome.Refused(Duration.ZERO) : new Outcome.Taken());
            if (attempt < 5) {
                await().until(() -> script.running.get() == 0);
            }
        }

        assertThat(script.next()).isEqualTo("waits");
    }

    @Test
    void readsOnWhatItHadNoRoomFor() throws InterruptedException {
        // One after the other: of several at once nobody knows which tells of itself first.
        var single = new Line(LINE, 1, new WaitingRoom(4), script, false);
        script.rest = new Found(List.of(delivery("e").build()), OptionalLong.empty());
        List.of("a", "b", "c", "d").forEach(id -> single.put(delivery(id).build(), 0));
        single.put(delivery("e").build(), 7);

        for (int i = 0; i < 4; i++) {
            String id = script.next();
            script.answer(new Outcome.Taken());
            single.remove(id);
        }

        assertThat(script.next()).isEqualTo("e");
        assertThat(script.readFrom).isEqualTo(7);
        single.stop();
    }

    @Test
    void breaksOffAtItsEndWhatIsNotAnsweredInTime() throws InterruptedException {
        line.put(delivery("a").build(), 0);
        script.next();

        line.stop();
        line.awaitStopped(Instant.now());

        await().until(() -> script.interrupted.get() == 1);
    }

    @Test
    void isDoneOnceTheLogHasNothingMore() throws InterruptedException {
        line.put(delivery("a").build(), 0);
        script.next();
        assertThat(line.isDone()).isFalse();

        script.answer(new Outcome.Taken());
        line.remove("a");

        await().until(line::isDone);
    }

    @Test
    void isNotDelayedByAnotherThatGetsNoAnswer() throws InterruptedException {
        var other = new Script();
        var quick = new Line("whe_2", 2, new WaitingRoom(100), other, false);
        List.of("a", "b", "c").forEach(id -> line.put(delivery(id).build(), 0));
        script.next();

        IntStream.range(0, 50).forEach(i -> quick.put(delivery("q" + i).build(), i));
        for (int i = 0; i < 50; i++) {
            other.next();
            other.answer(new Outcome.Taken());
        }

        assertThat(script.running.get()).isEqualTo(2);
        quick.stop();
    }

    /** Attempts that end as the test says, when it says so. */
    private static final class Script implements Line.Work {
        private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        private final BlockingQueue<Outcome> answers = new SynchronousQueue<>(true);
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger interrupted = new AtomicInteger();
        private volatile Found rest = new Found(List.of(), OptionalLong.empty());
        private volatile long readFrom;

        @Override
        public Outcome attempt(Line line, WebhookDelivery delivery) throws InterruptedException {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            begun.add(delivery.getDeliveryId());
            try {
                return answers.take();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            } finally {
                running.decrementAndGet();
            }
        }

        @Override
        public Found read(String line, Reading reading) {
            readFrom = reading.from();
            return rest;
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        String next() throws InterruptedException {
            return String.valueOf(begun.poll(10, TimeUnit.SECONDS));
        }

        void answer(Outcome outcome) throws InterruptedException {
            assertThat(answers.offer(outcome, 10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
