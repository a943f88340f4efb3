package dev.atelier.cli.up;

import dev.atelier.cli.Json;
import dev.atelier.ingest.IngestConfig;
import dev.atelier.stack.Endpoints;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** What {@code endpoints.json} says: where each part answers, and with which keys. */
final class EndpointsDocument {
    private EndpointsDocument() {}

    static JsonNode of(URI api, Endpoints endpoints, IngestConfig names) {
        var document = Json.object();
        document.put("api", api.toString());
        document.put("kafka", endpoints.kafkaBootstrap());
        document.put("registry", endpoints.registry().toString());
        document.putObject("s3")
                .put("endpoint", endpoints.s3().uri().toString())
                .put("bucket", names.objects().bucket())
                .put("accessKey", endpoints.s3().accessKey())
                .put("secretKey", endpoints.s3().secretKey());
        document.putObject("cassandra")
                .put(
                        "contactPoint",
                        endpoints.cassandra().getHostString() + ":"
                                + endpoints.cassandra().getPort())
                .put("datacenter", endpoints.cassandraDatacenter())
                .put("keyspace", names.cassandra().keyspace());
        return document;
    }
}
