package dev.atelier.stack;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;

/**
 * Where a running stack answers.
 *
 * @param kafkaBootstrap      host and port, as {@code bootstrap.servers} wants it
 * @param registry            base of the registry's API, version 3
 * @param s3                  the object store
 * @param cassandra           contact point of the native protocol
 * @param cassandraDatacenter local data center, which the driver insists on
 */
public record Endpoints(
        String kafkaBootstrap, URI registry, S3Endpoint s3, InetSocketAddress cassandra, String cassandraDatacenter) {
    public Endpoints {
        Objects.requireNonNull(kafkaBootstrap);
        Objects.requireNonNull(registry);
        Objects.requireNonNull(s3);
        Objects.requireNonNull(cassandra);
        Objects.requireNonNull(cassandraDatacenter);
    }
}
