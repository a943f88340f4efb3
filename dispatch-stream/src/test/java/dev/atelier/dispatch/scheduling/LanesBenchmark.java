package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whose turn it is, and that it was served, when so many projects wait in each of three lanes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LanesBenchmark {
    private final Lanes lanes = new Lanes();

    @Param({"1", "1000"})
    public int projects;

    @Setup
    public void fill() {
        for (int i = 0; i < projects; i++) {
            for (Lane lane : new Lane[] {Lane.INTERACTIVE, Lane.NORMAL, Lane.BATCH}) {
                var flow = new Flow("sketch", "sketch", lane, "project-" + i, "atelier/sketch");
                lanes.of(flow).join(flow);
            }
        }
    }

    @Benchmark
    public Object nextAndServed() {
        Turns turns = lanes.inOrder(true).getFirst();
        Flow flow = turns.next().orElseThrow().iterator().next();
        turns.served(flow.project(), 1);
        lanes.served(flow.lane());
        return flow;
    }
}
