package dev.atelier.bench.dispatch;

import dev.atelier.bench.process.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** What is measured of one instance of dispatch. */
final class Bench {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Load load;
    private Instance instance;
    private Instance spare;

    Bench(Instance instance, Instance spare, Load load) {
        this.instance = instance;
        this.spare = spare;
        this.load = load;
    }

    /** How many jobs a second came at best, and what each cost of dispatch's processor time. */
    record Throughput(double perSecond, Duration processorTimeEach) {}

    /** What an instance holds and uses while nobody asks for anything. */
    record Rest(long heapBytes, long residentBytes, Duration processorTimePerSecond) {}

    /** How long after its process was started every task was at work, and how long until a job came. */
    record Start(Duration running, Duration firstJob) {}

    Throughput throughput(int open, Duration warmUp, Duration duration) throws InterruptedException {
        load.flood(open, warmUp);
        Duration before = instance.processorTime();
        long jobs = load.flood(open, duration);
        Duration used = instance.processorTime().minus(before);
        return new Throughput(jobs / (duration.toMillis() / 1e3), used.dividedBy(Math.max(1, jobs)));
    }

    Histogram latency(int rate, Duration duration) throws InterruptedException, TimeoutException {
        return load.steady(rate, duration);
    }

    /** So many more wait in line, of so many projects. How long it took until they did. */
    Duration park(int count, int projects) throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        load.park(count, projects);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    Rest rest() throws IOException, InterruptedException {
        long heap = instance.heapInUse();
        Duration before = instance.processorTime();
        Thread.sleep(IDLE);
        Duration used = instance.processorTime().minus(before);
        return new Rest(heap, instance.resident(), used.dividedBy(IDLE.toSeconds()));
    }

    Start start() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        instance.start();
        CompletableFuture<Long> seen = load.probe();
        instance.awaitRunning();
        Duration running = Duration.ofNanos(System.nanoTime() - begin);
        return new Start(running, Duration.ofNanos(seen.join() - begin));
    }

    /** On the state that the killed one left. */
    Start startAfterKill() throws IOException, InterruptedException {
        instance.kill();
        return start();
    }

    /** As another instance, which has all from the log. The group waits for the session of the killed one to end. */
    Start startElsewhere() throws IOException, InterruptedException {
        instance.kill();
        Scratch.delete(instance.state());
        return start();
    }

    /** How long until a job came, with a second instance that has a copy of all state; that one goes on. */
    Duration failOver() throws IOException, InterruptedException {
        spare.start();
        spare.awaitRunning();
        spare.awaitCopied();
        Instance dead = instance;
        instance = spare;
        spare = dead;
        long begin = System.nanoTime();
        dead.kill();
        Duration took = Duration.ofNanos(load.probe().join() - begin);
        Scratch.delete(dead.state());
        return took;
    }
}
