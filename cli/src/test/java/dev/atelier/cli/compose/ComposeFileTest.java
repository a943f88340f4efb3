package dev.atelier.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.connectors.ConnectorsConfig;
import dev.atelier.dispatch.DispatchConfig;
import dev.atelier.ingest.IngestConfig;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.Secret;
import dev.atelier.sink.SinkConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The compose file as far as it can be judged without Compose; {@link ComposeCommandIT} asks Compose itself. */
class ComposeFileTest {
    private static final ComposeFile FILE = ComposeFile.read();

    static Stream<Map.Entry<String, JsonNode>> services() {
        return FILE.services().entrySet().stream();
    }

    private static <T> T config(Class<T> type, String service) {
        return new ConfigLoader(FILE.environment(service)).load(type, Optional.empty());
    }

    @Test
    void isWhatTheComposeSpecificationAllows() throws IOException {
        try (var in = ComposeFileTest.class.getResourceAsStream("compose-spec.json")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(SchemaLocation.of("https://compose-spec.io/compose-spec.json"), text, InputFormat.JSON);

            assertThat(schema.validate(FILE.tree())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceIsPinnedAndChecked(Map.Entry<String, JsonNode> service) {
        assertThat(service.getValue().path("image").asString()).matches(".+:\\d+\\.\\d+\\.\\d+");
        assertThat(service.getValue().path("healthcheck").path("test").isArray())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceWaitsForHealthOnly(Map.Entry<String, JsonNode> service) {
        service.getValue().path("depends_on").forEachEntry((name, dependency) -> {
            assertThat(FILE.services()).containsKey(name);
            assertThat(dependency.path("condition").asString()).isEqualTo("service_healthy");
        });
    }

    @Test
    void theServersAreThoseOfTheEmbeddedStack() throws IOException {
        var versions = new Properties();
        try (var in = dev.atelier.stack.StackConfig.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }

        assertThat(Map.of("kafka", "kafka", "registry", "registry", "objects", "s3proxy", "cassandra", "cassandra"))
                .allSatisfy((service, server) -> assertThat(
                                FILE.services().get(service).path("image").asString())
                        .endsWith(":" + versions.getProperty(server)));
    }

    @Test
    void ingestListensToAllAndTakesItsFirstKeyFromTheEnvironment() {
        var ingest = config(IngestConfig.class, "ingest");

        assertThat(ingest.host()).isEqualTo("0.0.0.0");
        assertThat(ingest.port()).isEqualTo(8080);
        assertThat(ingest.bootstrapKey()).contains(new Secret("a-key-of-sixteen-characters"));
    }

    @Test
    void everyServiceIsToldWhereTheOthersAnswer() {
        var ingest = config(IngestConfig.class, "ingest");
        var dispatch = config(DispatchConfig.class, "dispatch");
        var connectors = config(ConnectorsConfig.class, "connectors");
        var sink = config(SinkConfig.class, "sink");

        assertThat(Stream.of(ingest.kafka(), dispatch.kafka(), connectors.kafka(), sink.kafka()))
                .allSatisfy(kafka -> {
                    assertThat(kafka.bootstrapServers()).isEqualTo("kafka:9092");
                    assertThat(kafka.registry()).isEqualTo(URI.create("http://registry:8080/apis/registry/v3"));
                });
        assertThat(Stream.of(ingest.objects(), connectors.objects(), sink.objects()))
                .allSatisfy(objects -> {
                    assertThat(objects.endpoint()).isEqualTo(URI.create("http://objects:80"));
                    assertThat(objects.accessKey()).isEqualTo(new Secret("user"));
                    assertThat(objects.secretKey()).isEqualTo(new Secret("secret"));
                });
        assertThat(Stream.of(ingest.cassandra(), sink.cassandra()))
                .allSatisfy(cassandra -> assertThat(cassandra.contactPoints()).isEqualTo("cassandra:9042"));
        assertThat(dispatch.stateFolder()).hasToString("/var/lib/atelier/dispatch");
    }

    @Test
    void theConnectorsFindKeysAndFurtherProvidersBesideTheFile() {
        var connectors = FILE.services().get("connectors");

        assertThat(config(ConnectorsConfig.class, "connectors").providerJars()).contains(Path.of("/providers"));
        assertThat(connectors.path("volumes").path(0).asString()).isEqualTo("./providers:/providers:ro");
        assertThat(connectors.at("/env_file/0/path").asString()).isEqualTo("providers.env");
        assertThat(connectors.at("/env_file/0/required").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "dispatch", "connectors", "sink"})
    void everyMainClassIsThere(String service) throws IOException {
        var main = FILE.services().get(service).path("command").path(0).asString();

        assertThat(main).isEqualTo("dev.atelier.%s.Main", service);
        assertThat(ComposeFileTest.class.getClassLoader().getResource(main.replace('.', '/') + ".class"))
                .isNotNull();
    }

    @Test
    void noSecretIsWrittenIntoTheFile() throws IOException {
        var lines =
                Files.readString(ComposeFile.root().resolve(ComposeFile.NAME)).lines();

        assertThat(lines.filter(line -> line.matches("\\s+\\w*(SECRET_KEY|API_KEY|CREDENTIAL|PASSWORD)\\w*:.*")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*: \\$\\{\\w+:\\?.+}"));
    }
}
