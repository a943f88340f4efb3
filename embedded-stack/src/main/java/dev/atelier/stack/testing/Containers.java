package dev.atelier.stack.testing;

import dev.atelier.stack.Endpoints;
import dev.atelier.stack.PinnedVersions;
import dev.atelier.stack.S3Endpoint;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** The same servers at the same versions, as their makers' images. Testcontainers removes them when the JVM has ended. */
final class Containers {
    private static final String REGISTRY_API = "/apis/registry/v3";
    private static final int REGISTRY_PORT = 8080;
    private static final int S3_PORT = 80;
    private static final String ACCESS_KEY = "atelier";
    private static final String SECRET_KEY = "atelier-containers";

    private Containers() {}

    static Endpoints start() {
        var kafka = kafka();
        var registry = registry();
        var s3 = s3();
        var cassandra = new CassandraContainer("cassandra:" + PinnedVersions.of("cassandra"));
        Startables.deepStart(List.of(kafka, registry, s3, cassandra)).join();
        var contact = cassandra.getContactPoint();
        return new Endpoints(
                kafka.getBootstrapServers(),
                uri(registry, REGISTRY_PORT, REGISTRY_API),
                new S3Endpoint(uri(s3, S3_PORT, ""), ACCESS_KEY, SECRET_KEY),
                InetSocketAddress.createUnresolved(contact.getHostString(), contact.getPort()),
                cassandra.getLocalDatacenter());
    }

    /** With the settings in which the embedded broker differs from the image's defaults. */
    private static KafkaContainer kafka() {
        return new KafkaContainer("apache/kafka:" + PinnedVersions.of("kafka"))
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1"));
    }

    private static GenericContainer<?> registry() {
        return new GenericContainer<>("apicurio/apicurio-registry:" + PinnedVersions.of("registry"))
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp(REGISTRY_API + "/system/info"));
    }

    /** The image is tagged by release: its publisher turns the git tag {@code s3proxy-X} into the image tag {@code X}. */
    private static GenericContainer<?> s3() {
        return new GenericContainer<>("andrewgaul/s3proxy:" + PinnedVersions.of("s3proxy"))
                .withExposedPorts(S3_PORT)
                .withEnv(Map.of(
                        "S3PROXY_AUTHORIZATION",
                        "aws-v2-or-v4",
                        "S3PROXY_IDENTITY",
                        ACCESS_KEY,
                        "S3PROXY_CREDENTIAL",
                        SECRET_KEY,
                        "JCLOUDS_PROVIDER",
                        "filesystem-nio2"))
                .waitingFor(Wait.forListeningPort());
    }

    private static URI uri(GenericContainer<?> container, int port, String path) {
        return URI.create("http://%s:%d%s".formatted(container.getHost(), container.getMappedPort(port), path));
    }
}
