package dev.atelier.cli.up;

import dev.atelier.cli.data.DataFolder;
import dev.atelier.stack.Endpoints;
import java.util.HashMap;
import java.util.Map;

/** The environment that services see: the user's, and over it where this stack answers. */
final class ServiceEnvironment {
    private static final String ACCESS_KEY = "ATELIER_S3_ACCESS_KEY";
    private static final String SECRET_KEY = "ATELIER_S3_SECRET_KEY";

    private ServiceEnvironment() {}

    static Map<String, String> of(
            Map<String, String> user, DataFolder data, int port, ApiKey key, Endpoints endpoints) {
        var environment = new HashMap<>(user);
        var cassandra = endpoints.cassandra();
        environment.put("ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafkaBootstrap());
        environment.put("ATELIER_KAFKA_REGISTRY", endpoints.registry().toString());
        environment.put("ATELIER_OBJECTS_ENDPOINT", endpoints.s3().uri().toString());
        environment.put("ATELIER_OBJECTS_ACCESS_KEY", ACCESS_KEY);
        environment.put("ATELIER_OBJECTS_SECRET_KEY", SECRET_KEY);
        environment.put(ACCESS_KEY, endpoints.s3().accessKey());
        environment.put(SECRET_KEY, endpoints.s3().secretKey());
        environment.put("ATELIER_CASSANDRA_CONTACT_POINTS", cassandra.getHostString() + ":" + cassandra.getPort());
        environment.put("ATELIER_CASSANDRA_DATACENTER", endpoints.cassandraDatacenter());
        environment.put("ATELIER_STATE_FOLDER", data.path().resolve("dispatch").toString());
        environment.put("ATELIER_PORT", Integer.toString(port));
        environment.put("ATELIER_BOOTSTRAP_KEY", ApiKey.VARIABLE);
        environment.put(ApiKey.VARIABLE, key.value());
        return environment;
    }
}
