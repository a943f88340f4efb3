package dev.atelier.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What to start, and where.
 *
 * @param dataFolder    everything that must survive a restart, and logs and process ids; used by one stack at a time
 * @param serversFolder the servers' programs, as the build lays them out in {@code embedded-stack/target/servers}
 * @param ports         where the servers listen
 * @param java          the JDK that runs them
 * @param minFreeBytes  room that the disk of the data folder must have before anything is started
 * @param startTimeout  bound on the time until a server answers
 */
public record StackConfig(
        Path dataFolder, Path serversFolder, Ports ports, JavaRuntime java, long minFreeBytes, Duration startTimeout) {
    public StackConfig {
        dataFolder = dataFolder.toAbsolutePath().normalize();
        serversFolder = serversFolder.toAbsolutePath().normalize();
        Objects.requireNonNull(ports);
        Objects.requireNonNull(java);
        if (minFreeBytes < 0) {
            throw new StackException("stack.min-free-bytes must be at least 0, but was %d.".formatted(minFreeBytes));
        }
        if (!startTimeout.isPositive()) {
            throw new StackException("stack.start-timeout must be positive, but was %s.".formatted(startTimeout));
        }
    }

    /** Free ports, this process' JDK, 1 GiB of room, two minutes. */
    public static StackConfig of(Path dataFolder, Path serversFolder) {
        return new StackConfig(
                dataFolder, serversFolder, Ports.free(), JavaRuntime.current(), 1L << 30, Duration.ofMinutes(2));
    }

    public StackConfig withPorts(Ports changed) {
        return new StackConfig(dataFolder, serversFolder, changed, java, minFreeBytes, startTimeout);
    }

    public StackConfig withJava(JavaRuntime changed) {
        return new StackConfig(dataFolder, serversFolder, ports, changed, minFreeBytes, startTimeout);
    }

    public StackConfig withMinFreeBytes(long changed) {
        return new StackConfig(dataFolder, serversFolder, ports, java, changed, startTimeout);
    }

    public StackConfig withStartTimeout(Duration changed) {
        return new StackConfig(dataFolder, serversFolder, ports, java, minFreeBytes, changed);
    }
}
