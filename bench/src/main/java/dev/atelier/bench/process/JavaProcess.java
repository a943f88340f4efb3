package dev.atelier.bench.process;

import static java.util.Objects.requireNonNull;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A program of this class path as a process of its own, so that its time and memory can be told from those of all else. It
 * ends with this process. Thread-safe.
 */
public final class JavaProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path log;
    private final Thread ending = Thread.ofPlatform().unstarted(this::end);

    /**
     * What to run.
     *
     * @param main        the main class
     * @param arguments   for it
     * @param options     for the JVM, such as {@code -Xmx512m}
     * @param environment beside that of this process
     * @param log         where it writes, after what is there
     */
    public record Program(
            String main, List<String> arguments, List<String> options, Map<String, String> environment, Path log) {
        public Program {
            requireNonNull(main);
            arguments = List.copyOf(arguments);
            options = List.copyOf(options);
            environment = Map.copyOf(environment);
            requireNonNull(log);
        }
    }

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        // A bench that is interrupted leaves no process behind.
        Runtime.getRuntime().addShutdownHook(ending);
    }

    public static JavaProcess start(Program program) throws IOException {
        Files.createDirectories(requireNonNull(program.log().toAbsolutePath().getParent()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.options());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                program.main()));
        command.addAll(program.arguments());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(program.log().toFile()));
        builder.environment().putAll(program.environment());
        return new JavaProcess(builder.start(), program.log());
    }

    /** Returns when {@code ready} says so; throws when the process has ended instead. */
    public void await(Ready ready, Duration look) throws IOException, InterruptedException {
        while (!ready.isReady()) {
            if (!process.isAlive()) {
                throw new IOException("a process has ended: see %s".formatted(log));
            }
            Thread.sleep(look);
        }
    }

    /** Whether what is waited for is there. */
    @FunctionalInterface
    public interface Ready {
        boolean isReady() throws IOException, InterruptedException;
    }

    /** Of the first managed bean whose name fits {@code pattern}; empty while the process is on its way. */
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
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            var memory = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        }
    }

    /** What it holds in memory in all, in bytes, where the system tells. */
    public long resident() throws IOException {
        return status("VmRSS:");
    }

    /** The most that it ever held, in bytes, where the system tells. */
    public long mostResident() throws IOException {
        return status("VmHWM:");
    }

    private long status(String key) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    public Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @SuppressWarnings("BanJNDI") // What is read there was written by our own child.
    private JMXConnector connect() throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(process.pid()));
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
        process.destroyForcibly().waitFor();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, and ends it by force where that takes too long. */
    @Override
    public void close() {
        end();
    }
}
