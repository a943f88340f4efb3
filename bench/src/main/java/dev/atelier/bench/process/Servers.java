package dev.atelier.bench.process;

import dev.atelier.stack.Endpoints;
import java.util.Map;

/** Where the servers of a bench are, as services are told. */
public final class Servers {
    private Servers() {}

    /** Environment variables of a service that uses all of them. */
    public static Map<String, String> environment(Endpoints endpoints) {
        var cassandra = endpoints.cassandra();
        var s3 = endpoints.s3();
        return Map.of(
                "ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafkaBootstrap(),
                "ATELIER_KAFKA_REGISTRY", endpoints.registry().toString(),
                "ATELIER_OBJECTS_ENDPOINT", s3.uri().toString(),
                "ATELIER_OBJECTS_ACCESS_KEY", "BENCH_S3_ACCESS_KEY",
                "ATELIER_OBJECTS_SECRET_KEY", "BENCH_S3_SECRET_KEY",
                "BENCH_S3_ACCESS_KEY", s3.accessKey(),
                "BENCH_S3_SECRET_KEY", s3.secretKey(),
                "ATELIER_CASSANDRA_CONTACT_POINTS", "%s:%d".formatted(cassandra.getHostString(), cassandra.getPort()),
                "ATELIER_CASSANDRA_DATACENTER", endpoints.cassandraDatacenter());
    }
}
