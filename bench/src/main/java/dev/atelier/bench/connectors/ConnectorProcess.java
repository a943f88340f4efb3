package dev.atelier.bench.connectors;

import dev.atelier.bench.process.JavaProcess;
import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts the connectors as they are, with the keys and slots that the bench needs. */
final class ConnectorProcess {
    private static final String BUCKET = "bench";

    private ConnectorProcess() {}

    static JavaProcess start(Endpoints endpoints, Path folder, List<String> options, int slots) throws IOException {
        var s3 = endpoints.s3();
        return JavaProcess.start(new JavaProcess.Program(
                dev.atelier.connectors.Main.class.getName(),
                List.of(),
                options,
                Map.ofEntries(
                        Map.entry("ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafkaBootstrap()),
                        Map.entry("ATELIER_KAFKA_REGISTRY", endpoints.registry().toString()),
                        Map.entry("ATELIER_OBJECTS_ENDPOINT", s3.uri().toString()),
                        Map.entry("ATELIER_OBJECTS_BUCKET", BUCKET),
                        Map.entry("ATELIER_S3_ACCESS_KEY", s3.accessKey()),
                        Map.entry("ATELIER_S3_SECRET_KEY", s3.secretKey()),
                        Map.entry("ATELIER_DRAIN_TIMEOUT", "PT0S"),
                        Map.entry("ATELIER_PROVIDERS_SKETCH_ENABLED", "false"),
                        Map.entry("ATELIER_PROVIDERS_LOCAL_ENABLED", "false"),
                        Map.entry("ATELIER_PROVIDERS_COG_ENABLED", "true"),
                        Map.entry("ATELIER_PROVIDERS_COG_SLOTS", Integer.toString(slots)),
                        Map.entry("ATELIER_PROVIDERS_COG_SETTINGS_TIMEOUT", "PT1H"),
                        Map.entry("ATELIER_PROVIDERS_REPLICATE_SLOTS", Integer.toString(slots)),
                        Map.entry("REPLICATE_API_TOKEN", "r8_bench")),
                folder.resolve("connectors.log")));
    }
}
