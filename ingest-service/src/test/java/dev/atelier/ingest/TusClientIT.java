package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Node;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code tus-js-client} as it is, against two instances. */
class TusClientIT {
    @Test
    void uploadsByAllThatItKnows() {
        try (var second = Edge.start()) {
            var ended = Node.run(
                    "tus.mjs",
                    Map.of(
                            "FIRST", "http://127.0.0.1:" + Edge.service().port(),
                            "SECOND", "http://127.0.0.1:" + second.port(),
                            "KEY", Edge.KEY));

            assertThat(ended.status()).as(ended.output()).isZero();
        }
    }
}
