package dev.atelier.bench.dispatch;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.atelier.stack.Endpoints;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** The dispatch stream as a process of its own, so that its time and memory can be told from those of all else. */
final class Instance implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    /** A copy that has no lag for so many looks has what there is. */
    private static final int STEADY = 40;

    private final Endpoints endpoints;
    private final Path folder;
    private final String heap;
    private volatile @Nullable Process process;

    Instance(Endpoints endpoints, Path folder, String heap) {
        this.endpoints = endpoints;
        this.folder = folder;
        this.heap = heap;
        // A bench that is interrupted leaves no process behind.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    void start() throws IOException {
        Files.createDirectories(folder);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                dev.atelier.dispatch.Main.class.getName());
        builder.environment().put("ATELIER_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafkaBootstrap());
        builder.environment().put("ATELIER_KAFKA_REGISTRY", endpoints.registry().toString());
        builder.environment().put("ATELIER_STATE_FOLDER", state().toString());
        process = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("dispatch.log").toFile()))
                .start();
    }

    /** Where its stores and its name lie. */
    Path state() {
        return folder.resolve("state");
    }

    /** Returns when every task that it has is at work. */
    void awaitRunning() throws IOException, InterruptedException {
        while (!isRunning()) {
            if (!process().isAlive()) {
                throw new IOException("dispatch has ended: see %s".formatted(folder.resolve("dispatch.log")));
            }
            Thread.sleep(POLL);
        }
    }

    /** Returns when it has a copy of the state of each task that another instance runs. */
    void awaitCopied() throws InterruptedException {
        for (int still = 0; still < STEADY; still = isCopied() ? still + 1 : 0) {
            Thread.sleep(POLL);
        }
    }

    private boolean isRunning() {
        return attribute("kafka.streams:type=stream-metrics,client-id=*", "state")
                .filter("RUNNING"::equals)
                .isPresent();
    }

    private boolean isCopied() {
        return attribute(
                        "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*-restore-consumer",
                        "records-lag-max")
                // No number: nothing was to be copied for a while.
                .filter(lag -> lag.equals("0.0") || lag.equals("NaN"))
                .isPresent();
    }

    /** Of the first whose name fits {@code pattern}; empty while the process is on its way. */
    private Optional<String> attribute(String pattern, String attribute) {
        try (var connector = connect()) {
            var connection = connector.getMBeanServerConnection();
            for (ObjectName name : connection.queryNames(new ObjectName(pattern), null)) {
                return Optional.of(connection.getAttribute(name, attribute).toString());
            }
            return Optional.empty();
        } catch (IOException | JMException _) {
            return Optional.empty();
        }
    }

    /** What is in use on its heap after a full collection, in bytes. */
    long heapInUse() throws IOException {
        try (var connector = connect()) {
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            var memory = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        }
    }

    /** What it holds in memory in all, in bytes, where the system tells. */
    long resident() throws IOException {
        var status = Path.of("/proc/%d/status".formatted(process().pid()));
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    Duration processorTime() {
        return process().toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @SuppressWarnings("BanJNDI") // What is read there was written by our own child.
    private JMXConnector connect() throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(process().pid()));
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    private Process process() {
        return Objects.requireNonNull(process, "it was not started");
    }

    @Override
    public void close() {
        var running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
