package dev.atelier.platform.config;

import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.kafka.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A service's config, for the loader's tests. */
record SampleConfig(
        KafkaConfig kafka,
        OutboundConfig outbound,
        int port,
        Duration timeout,
        Optional<Secret> note,
        Inner inner,
        Map<String, SampleShelf> openShelves) {
    record Inner(int maxInFlight) {
        Inner {
            InvalidConfigException.check(maxInFlight > 0, "inner.max-in-flight", "must be at least 1", maxInFlight);
        }
    }
}
