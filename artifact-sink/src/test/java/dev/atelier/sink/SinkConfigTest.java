package dev.atelier.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkConfigTest {
    @Test
    void hasDefaults() {
        var config = load(Map.of());

        assertThat(config)
                .returns("0", SinkConfig::instance)
                .returns("artifact-sink", SinkConfig::group)
                .returns(256, SinkConfig::maxInFlight)
                .returns(Duration.ofSeconds(10), SinkConfig::shutdownGrace)
                .returns("artifact-sink-0", SinkConfig::identity);
    }

    @Test
    void takesEverySetting() {
        var config = load(Map.of(
                "ATELIER_INSTANCE", "7",
                "ATELIER_GROUP", "other",
                "ATELIER_MAX_IN_FLIGHT", "12",
                "ATELIER_SHUTDOWN_GRACE", "PT3S",
                "ATELIER_CASSANDRA_KEYSPACE", "elsewhere"));

        assertThat(config)
                .returns("7", SinkConfig::instance)
                .returns("other", SinkConfig::group)
                .returns(12, SinkConfig::maxInFlight)
                .returns(Duration.ofSeconds(3), SinkConfig::shutdownGrace)
                .returns("elsewhere", sink -> sink.cassandra().keyspace());
    }

    @ParameterizedTest
    @CsvSource({
        "ATELIER_INSTANCE, ' ', 'instance must name this sink, but was  '",
        "ATELIER_GROUP, ' ', 'group must name a consumer group, but was  '",
        "ATELIER_MAX_IN_FLIGHT, 0, 'max-in-flight must be at least 1, but was 0'",
        "ATELIER_SHUTDOWN_GRACE, PT-1S, 'shutdown-grace must not be negative, but was PT-1S'"
    })
    void saysWhichSettingIsWrong(String variable, String value, String message) {
        assertThatThrownBy(() -> load(Map.of(variable, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(message);
    }

    private static SinkConfig load(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("ATELIER_S3_ACCESS_KEY", "access");
        environment.put("ATELIER_S3_SECRET_KEY", "secret");
        return new ConfigLoader(environment).load(SinkConfig.class, Optional.empty());
    }
}
