package dev.atelier.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.cli.data.DataFolder;
import dev.atelier.cli.up.UpConfig.Stack;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.config.Secret;
import dev.atelier.stack.Endpoints;
import dev.atelier.stack.Ports;
import dev.atelier.stack.S3Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Endpoints ENDPOINTS = new Endpoints(
            "127.0.0.1:1",
            URI.create("http://127.0.0.1:2/apis/registry/v3"),
            new S3Endpoint(URI.create("http://127.0.0.1:3"), "user", "secret"),
            InetSocketAddress.createUnresolved("127.0.0.1", 4),
            "dc");

    @TempDir
    Path folder;

    private ServiceConfigs services(Map<String, String> user, ConfigSections sections) throws IOException {
        var key = new ApiKey("a-key-of-sixteen-characters", "file");
        var data = new DataFolder(folder);
        return ServiceConfigs.load(
                ServiceEnvironment.of(InstallationSecret.addTo(user, data), data, 8081, key, ENDPOINTS),
                sections,
                data);
    }

    private ConfigSections sections(String yaml) throws IOException {
        return ConfigSections.read(Files.writeString(folder.resolve("config.yaml"), yaml), folder);
    }

    @Test
    void upHasDefaults() {
        var config = new ConfigLoader(Map.of()).load(UpConfig.class, Optional.empty());

        assertThat(config)
                .isEqualTo(
                        new UpConfig(new Stack(1L << 30, Duration.ofMinutes(2), Ports.free()), Duration.ofMinutes(2)));
    }

    @Test
    void everyKeyOfUpHasAVariable() {
        var environment = Map.of(
                "ATELIER_STACK_MIN_FREE_BYTES", "5",
                "ATELIER_STACK_START_TIMEOUT", "PT1S",
                "ATELIER_STACK_PORTS_KAFKA", "1",
                "ATELIER_STACK_PORTS_REGISTRY", "2",
                "ATELIER_STACK_PORTS_S3", "3",
                "ATELIER_STACK_PORTS_CASSANDRA", "4",
                "ATELIER_READY_WITHIN", "PT3S");

        var config = new ConfigLoader(environment).load(UpConfig.class, Optional.empty());

        assertThat(config)
                .isEqualTo(new UpConfig(
                        new Stack(5, Duration.ofSeconds(1), new Ports(1, 2, 3, 4)), Duration.ofSeconds(3)));
    }

    @Test
    void aTimeToBeReadyInIsPositive() {
        var loader = new ConfigLoader(Map.of("ATELIER_READY_WITHIN", "PT0S"));

        assertThatThrownBy(() -> loader.load(UpConfig.class, Optional.empty()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("ready-within must be positive, but was PT0S");
    }

    @Test
    void aPortOutOfRangeIsNamed() {
        var loader = new ConfigLoader(Map.of("ATELIER_STACK_PORTS_KAFKA", "70000"));

        assertThatThrownBy(() -> loader.load(UpConfig.class, Optional.empty()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("stack.ports")
                .hasMessageContaining("70000");
    }

    @Test
    void servicesAreToldWhereTheStackAnswersWhateverTheUserHasSet() throws IOException {
        var configs = services(Map.of("ATELIER_KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092"), ConfigSections.none());

        assertThat(configs.ingest().kafka().bootstrapServers()).isEqualTo("127.0.0.1:1");
        assertThat(configs.sink().kafka().registry()).isEqualTo(ENDPOINTS.registry());
        assertThat(configs.connectors().objects().endpoint())
                .isEqualTo(ENDPOINTS.s3().uri());
        assertThat(configs.connectors().objects().secretKey()).isEqualTo(new Secret("secret"));
        assertThat(configs.sink().cassandra().contactPoints()).isEqualTo("127.0.0.1:4");
        assertThat(configs.sink().cassandra().datacenter()).isEqualTo("dc");
        assertThat(configs.dispatch().stateFolder()).isEqualTo(folder.resolve("dispatch"));
        assertThat(configs.ingest().port()).isEqualTo(8081);
        assertThat(configs.ingest().bootstrapKey()).contains(new Secret("a-key-of-sixteen-characters"));
    }

    @Test
    void whatTheUserSetsOtherwiseReachesTheServices() throws IOException {
        var configs = services(Map.of("ATELIER_MAX_BODY_BYTES", "77"), ConfigSections.none());

        assertThat(configs.ingest().maxBodyBytes()).isEqualTo(77);
    }

    @Test
    void eachSectionOfTheFileReachesItsPart() throws IOException {
        var sections = sections("""
                up: {ready-within: PT9S}
                ingest: {max-body-bytes: 99}
                sink: {max-in-flight: 3}
                """);

        var configs = services(Map.of(), sections);

        assertThat(configs.ingest().maxBodyBytes()).isEqualTo(99);
        assertThat(configs.sink().maxInFlight()).isEqualTo(3);
        assertThat(new ConfigLoader(Map.of())
                        .load(UpConfig.class, sections.file("up"))
                        .readyWithin())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void jarsWithProvidersLieInTheDataFolderUnlessTheUserSaysWhere() throws IOException {
        var usual = services(Map.of(), ConfigSections.none());
        var byFile = services(Map.of(), sections("connectors: {provider-jars: /opt/jars}"));
        var byVariable = services(Map.of("ATELIER_PROVIDER_JARS", "/srv/jars"), ConfigSections.none());

        assertThat(usual.connectors().providerJars()).contains(folder.resolve("providers"));
        assertThat(byFile.connectors().providerJars()).contains(Path.of("/opt/jars"));
        assertThat(byVariable.connectors().providerJars()).contains(Path.of("/srv/jars"));
    }

    @Test
    void anUnknownSectionAndAnUnknownKeyAreNamed() throws IOException {
        var sections = sections("ingest: {colour: red}");

        assertThatThrownBy(() -> sections("kitchen: {}")).hasMessageStartingWith("kitchen is not a known section");
        assertThatThrownBy(() -> services(Map.of(), sections)).hasMessage("colour is not a known key");
    }

    @Test
    void aFileThatIsNoYamlOrNotThereIsNamed() {
        assertThatThrownBy(() -> sections("a: [")).hasMessageContaining("config.yaml is not YAML");
        assertThatThrownBy(() -> ConfigSections.read(folder.resolve("nowhere.yaml"), folder))
                .hasMessageContaining("nowhere.yaml must be readable");
    }
}
