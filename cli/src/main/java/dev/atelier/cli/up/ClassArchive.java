package dev.atelier.cli.up;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a whole run, as the JVM maps them into memory at a later start instead of reading and checking them
 * again. Written when a run has been used and ends in order, so that it holds all of them. The launcher says where.
 */
final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String PROPERTY = "atelier.archive";
    private static final String RECORDING = "-XX:+RecordDynamicDumpInfo";

    private ClassArchive() {}

    /** Writes the archive if this JVM was started to. That it cannot is no fault: the next start takes longer. */
    static void write() {
        var file = Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
        if (file.isPresent()
                && ManagementFactory.getRuntimeMXBean().getInputArguments().contains(RECORDING)) {
            try {
                write(file.get());
            } catch (IOException | JMException e) {
                LOG.atWarn().setCause(e).log("The class archive could not be written");
            }
        }
    }

    private static void write(Path file) throws IOException, JMException {
        var unfinished = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", unfinished.toString()}},
                            new String[] {String[].class.getName()});
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
