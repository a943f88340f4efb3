package dev.atelier.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A service as a process of its own, so that its time and memory can be told from those of all else. */
public final class ServiceProcess implements AutoCloseable {
    private final Class<?> main;
    private final Path folder;
    private final String heap;
    private volatile @Nullable Process process;

    /** One that is not started yet; its log lies in {@code folder}. */
    public ServiceProcess(Class<?> main, Path folder, String heap) {
        this.main = main;
        this.folder = folder;
        this.heap = heap;
        // A bench that is interrupted leaves no process behind.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    /** Starts it on this process' class path, with {@code environment} beside this process' own. */
    public void start(Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return folder.resolve("service.log");
    }

    /** Throws once it has ended. */
    public void checkAlive() throws IOException {
        if (!process().isAlive()) {
            throw new IOException("%s has ended: see %s".formatted(main.getName(), log()));
        }
    }

    /** Of the first whose name fits {@code pattern}; empty while the process is on its way. */
    public Optional<String> attribute(String pattern, String attribute) {
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
    public long heapInUse() throws IOException {
        try (var connector = connect()) {
            var memory = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        }
    }

    /** What it holds in memory in all, in bytes, where the system tells. */
    public long resident() throws IOException {
        var status = Path.of("/proc/%d/status".formatted(process().pid()));
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** What it has used so far. */
    public Duration processorTime() {
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
    public void kill() throws InterruptedException {
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
