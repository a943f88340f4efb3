package dev.atelier.platform.kafka;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.schemas.TopicSettings;
import java.net.URI;
import java.util.Map;

/**
 * Where the log and its schemas are.
 *
 * @param bootstrapServers brokers to ask first, {@code host:port} separated by commas
 * @param registry         the schema registry's API, such as {@code http://registry:8080/apis/registry/v3}
 * @param topics           how missing topics are created
 * @param properties       further Kafka client properties, such as those for TLS and SASL; given to every client
 */
public record KafkaConfig(String bootstrapServers, URI registry, TopicSettings topics, Map<String, String> properties) {
    public KafkaConfig {
        check(!bootstrapServers.isBlank(), "kafka.bootstrap-servers", "must name a broker", bootstrapServers);
        check(registry.isAbsolute(), "kafka.registry", "must be an absolute URL", registry);
        properties = Map.copyOf(properties);
    }
}
