package dev.atelier.platform.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Trace;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final TraceContext CONTEXT =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true, Optional.of("a=1"));
    private static final Trace TRACE = CONTEXT.event();

    @Test
    void knowsTheTraceOfWhatIsDoneNow() {
        assertThat(Traces.current()).isEmpty();
        Traces.during(CONTEXT, () -> assertThat(Traces.current()).contains(TRACE));
        assertThat(Traces.current()).isEmpty();
    }

    @Test
    void saysInTheHeadersOfARecordWhatItsEventSays() {
        var topics = new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);
        var request = GenerationRequested.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setInput("{}")
                .setTrace(TRACE)
                .setRequestedAt(Instant.EPOCH)
                .build();

        var record = EventProducer.encode(topics.requests(), "default", request);

        assertThat(Traces.in(record.headers())).contains(TRACE);
    }

    @Test
    void replacesWhatHeadersSay() {
        var headers = new RecordHeaders();
        headers.add("traceparent", "00".getBytes(US_ASCII)).add("other", new byte[] {1});

        Traces.put(TRACE, headers);

        assertThat(List.of(headers.toArray()))
                .extracting(header -> header.key())
                .containsExactly("other", "traceparent", "tracestate");
        assertThat(Traces.in(headers)).contains(TRACE);
    }

    @Test
    void findsNoneInHeadersThatAreNotSound() {
        var headers = new RecordHeaders();
        headers.add("traceparent", null).add("tracestate", "a=1".getBytes(US_ASCII));

        assertThat(Traces.in(headers)).isEmpty();
    }
}
