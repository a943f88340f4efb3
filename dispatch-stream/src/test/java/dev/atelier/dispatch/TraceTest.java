package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Trace;
import dev.atelier.platform.trace.Traces;
import dev.atelier.schemas.Topic;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trace of a request is that of all that follows, through whatever state it passes. */
class TraceTest {
    private static final Trace TRACE = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");

    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void goesWithTheJobAndTheOutcome() {
        dispatch.submit(Requests.builder("demo", "a").setTrace(TRACE).build());

        var jobs = dispatch.records(dispatch.topics.jobs("sketch"));
        dispatch.succeed(jobs.getFirst().value());

        assertThat(jobs).singleElement().satisfies(job -> {
            assertThat(job.value().getTrace()).contains(TRACE);
            assertThat(Traces.in(job.headers())).contains(TRACE);
        });
        assertThat(tracesOn(dispatch.topics.admitted())).containsOnly(Optional.of(TRACE));
        assertThat(tracesOn(dispatch.topics.outcomes())).containsExactly(Optional.of(TRACE));
        assertThat(tracesOn(dispatch.topics.events())).isNotEmpty().containsOnly(Optional.of(TRACE));
    }

    @Test
    void outlivesTheTimeInLine() {
        dispatch.account("sketch", 1);
        dispatch.submit("first");
        GenerationJob first = dispatch.jobs().getFirst();
        dispatch.submit(Requests.builder("demo", "second").setTrace(TRACE).build());

        dispatch.succeed(first);

        assertThat(tracesOn(dispatch.topics.jobs("sketch"))).containsExactly(Optional.of(TRACE));
    }

    @Test
    void isTakenFromHeadersOfAProducerThatKnowsNothingElse() {
        var headers = new RecordHeaders();
        Traces.put(TRACE, headers);

        dispatch.submit(Requests.image("a"), headers);

        assertThat(dispatch.jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.getTrace()).contains(TRACE));
    }

    @Test
    void isThatOfEachOfABatch() {
        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(2)
                .setMatrix(BatchOrders.seedsOf(2))
                .setTrace(TRACE)));

        List<GenerationRequested> children = dispatch.events().stream()
                .flatMap(event -> event.getAdmitted().stream())
                .map(admitted -> admitted.getRequest())
                .toList();
        assertThat(children)
                .hasSize(2)
                .allSatisfy(child -> assertThat(child.getTrace()).contains(TRACE));
    }

    private <V> List<Optional<Trace>> tracesOn(Topic<String, V> topic) {
        return dispatch.records(topic).stream()
                .map(record -> Traces.in(record.headers()))
                .toList();
    }
}
