package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignedPortsTest {
    @TempDir
    private Path folder;

    @Test
    void freePortsAreAllDifferent() throws IOException {
        var ports = AssignedPorts.assign(Ports.free(), folder);

        assertThat(List.of(
                        ports.kafka(),
                        ports.kafkaController(),
                        ports.registry(),
                        ports.s3(),
                        ports.cassandra(),
                        ports.cassandraStorage()))
                .doesNotHaveDuplicates();
    }

    @Test
    void freePortsStayTheSameForAFolder() throws IOException {
        var before = AssignedPorts.assign(Ports.free(), folder);

        assertThat(AssignedPorts.assign(Ports.free(), folder)).isEqualTo(before);
    }

    @Test
    void aFreePortThatSomebodyTookIsReplaced() throws IOException {
        var before = AssignedPorts.assign(Ports.free(), folder);

        try (var _ = new ServerSocket(before.s3(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var after = AssignedPorts.assign(Ports.free(), folder);

            assertThat(after.s3()).isNotEqualTo(before.s3());
            assertThat(after.kafka()).isEqualTo(before.kafka());
        }
    }

    @Test
    void aDamagedMemoryIsForgotten() throws IOException {
        Files.writeString(folder.resolve("ports.properties"), "kafka=seven\nregistry=99999\n");

        var ports = AssignedPorts.assign(Ports.free(), folder);

        assertThat(List.of(ports.kafka(), ports.registry())).allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void aFixedPortIsUsedAsGiven() throws IOException {
        var free = AssignedPorts.assign(Ports.free(), folder);

        var fixed = AssignedPorts.assign(new Ports(free.registry(), 0, 0, 0), folder);

        assertThat(fixed.kafka()).isEqualTo(free.registry());
        assertThat(fixed.registry()).isNotEqualTo(free.registry());
    }

    @Test
    void aPortThatCannotBeIsRefused() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> new Ports(0, 0, 65_536, 0))
                .withMessage("stack.ports.s3 must be 0 to 65535, but was 65536.");
    }
}
