package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers' poms stand alone, so their versions are written twice: there and in the root pom. */
class PinnedServersTest {
    @ParameterizedTest
    @CsvSource({
        "kafka, kafka.version",
        "registry, apicurio-registry.version",
        "s3proxy, s3proxy.version",
        "cassandra, cassandra.version"
    })
    void aServerIsFetchedAtTheVersionThatTheRootPomPins(String server, String property) throws IOException {
        assertThat(Files.readString(Path.of("servers", "pom.xml")))
                .contains("<%1$s>%2$s</%1$s>".formatted(property, PinnedVersions.of(server)));
    }
}
