package dev.atelier.connectors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to judge an answer of 10 KB: one that conforms, one in a fence with all types wrong, and one that cannot be saved. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AnswersBenchmark {
    private static final String SCHEMA = """
            {"schema": {"type": "object", "required": ["shelf", "products"], "properties": {
              "shelf": {"type": "string"},
              "products": {"type": "array", "items": {"type": "object", "required": ["name", "brand", "tag", "count"],
                "properties": {"name": {"type": "string"}, "brand": {"enum": ["Acme", "Bolt"]}, "tag": {"type": "boolean"},
                  "count": {"type": "integer", "minimum": 0}, "price": {"type": "number"}, "note": {"type": "string"}}}}}}}""";

    private final Answers answers = new Answers();
    private final Job job = Jobs.judged(Jobs.of(Capability.EXTRACT, SCHEMA));
    private final Submission.Succeeded conforming = said(
            answer(
                    "{\"name\": \"Sparkling water %d, half a litre\", \"brand\": \"Acme\", \"tag\": true, \"count\": 3, \"price\": 1.25}"));
    private final Submission.Succeeded careless = said("Here you are:\n```json\n"
            + answer(
                    "{\"name\": \"Sparkling water %d, half a litre\", \"brand\": \"acme\", \"tag\": \"true\", \"count\": \"3\", \"note\": null}")
            + "\n```");
    private final Submission.Succeeded wrong = said(
            answer(
                    "{\"name\": \"Sparkling water %d, half a litre\", \"brand\": \"Corp\", \"tag\": true, \"count\": \"some\", \"price\": 1.25}"));

    @Benchmark
    public Object conforming() {
        return answers.judge(job, conforming);
    }

    @Benchmark
    public Object careless() {
        return answers.judge(job, careless);
    }

    @Benchmark
    public Object wrong() {
        return answers.judge(job, wrong);
    }

    private static String answer(String product) {
        return IntStream.range(0, 100)
                .mapToObj(product::formatted)
                .collect(Collectors.joining(", ", "{\"shelf\": \"A12\", \"products\": [", "]}"));
    }

    private static Submission.Succeeded said(String answer) {
        return new Submission.Succeeded(
                List.of(Output.of(answer.getBytes(UTF_8))), Map.of(), Map.of(), Optional.empty());
    }
}
