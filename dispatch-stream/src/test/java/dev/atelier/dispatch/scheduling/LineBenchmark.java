package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The first in line leaves and another joins behind, when 100,000 of 1,000 projects stand there, in a store in memory. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LineBenchmark {
    private static final int PROJECTS = 1_000;
    private static final int WAITING = 100_000;

    private final Line line = new Line(new MemoryStore<>());
    private final List<Flow> flows = IntStream.range(0, PROJECTS)
            .mapToObj(i -> new Flow("sketch", "sketch", Lane.NORMAL, "project-" + i, "atelier/sketch"))
            .toList();
    private int arrivals;

    @Setup
    public void fill() {
        while (arrivals < WAITING) {
            join(flow());
        }
    }

    @Benchmark
    public Object firstLeavesAndOneJoins() {
        Flow flow = flow();
        Place first = line.first(flow);
        if (first != null) {
            line.leave(first);
        }
        join(flow);
        return flow;
    }

    private Flow flow() {
        return flows.get(arrivals % PROJECTS);
    }

    private void join(Flow flow) {
        line.join(new Place(flow, arrivals, "generation-" + arrivals));
        arrivals++;
    }
}
