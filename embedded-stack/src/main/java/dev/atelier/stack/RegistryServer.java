package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Apicurio Registry on an H2 file. Not on Kafka: so it starts beside Kafka and not after it, and a registered schema is
 * on disk when the call returns.
 */
record RegistryServer(Layout layout, int port) implements Server {
    static final String NAME = "registry";
    private static final String API = "/apis/registry/v3";

    static String path() {
        return API;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Launch prepare() throws IOException {
        var folder = layout.data().resolve(NAME);
        Files.createDirectories(folder);
        var options = List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                // Few requests, and a long start: the optimising compiler would only take time from the others.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus.http.host=" + LOOPBACK,
                "-Dquarkus.http.port=" + port,
                // The management port has no setting to turn it off after the build; nobody asks there.
                "-Dquarkus.management.host=" + LOOPBACK,
                "-Dquarkus.management.port=0",
                "-Dquarkus.otel.sdk.disabled=true",
                "-Dquarkus.http.access-log.enabled=false",
                "-Dquarkus.banner.enabled=false",
                "-Dquarkus.log.level=WARN",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                // Without a write delay a commit is on disk when it returns, so kill -9 loses nothing.
                "-Dapicurio.datasource.url=jdbc:h2:file:%s;WRITE_DELAY=0".formatted(folder.resolve("registry")),
                "-Dapicurio.datasource.username=registry",
                "-Dapicurio.datasource.password=registry");
        return new Launch(
                options,
                List.of(layout.program(NAME).resolve("quarkus-run.jar").toString()),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                List.of());
    }

    @Override
    public boolean answers() throws IOException {
        return Probe.http(port, API + "/system/info") == 200;
    }
}
