package dev.atelier.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.http.EventStream.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    @Test
    void writesEachLineAsALineOfData() {
        assertThat(Event.of("1", "output", "one\ntwo\r\nthree\r").text())
                .isEqualTo("id: 1\nevent: output\ndata: one\ndata: two\ndata: three\ndata: \n\n");
    }

    @Test
    void leavesWhatEndsNoLineOfAStreamAsItIs() {
        var event = new Event(Optional.empty(), Optional.empty(), "a\u2028b\u2029c\u0085d\u000be\ff");

        assertThat(event.text()).isEqualTo("data: a\u2028b\u2029c\u0085d\u000be\ff\n\n");
    }
}
