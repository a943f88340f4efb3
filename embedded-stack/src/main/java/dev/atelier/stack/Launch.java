package dev.atelier.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a server's JVM is started.
 *
 * @param jvmOptions as the {@code java} command takes them
 * @param classPath  entries of the class path; the guard is put before them
 * @param mainClass  of the server; the guard calls it
 * @param arguments  of the server
 */
record Launch(List<String> jvmOptions, List<String> classPath, String mainClass, List<String> arguments) {
    private static final String GUARD = "dev.atelier.stack.guard.Guard";

    Launch {
        jvmOptions = List.copyOf(jvmOptions);
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
    }

    /**
     * The server under the guard, which ends it when this process is gone.
     *
     * @param guard   jar of the guard
     * @param archive where the JVM keeps the server's classes as it has them in memory. It writes the file itself at the
     *                first clean stop, again when a jar or the JDK changed, and goes without where it cannot: measured, a
     *                third less processor time until all servers answer. Its complaints about the file are of no use.
     */
    List<String> guarded(Path guard, Path archive) {
        var lines = new ArrayList<>(jvmOptions);
        lines.add("-XX:+AutoCreateSharedArchive");
        lines.add("-XX:SharedArchiveFile=" + archive);
        lines.add("-Xlog:cds=off");
        lines.add("-Xlog:aot=off");
        lines.add("-cp");
        lines.add(Stream.concat(Stream.of(guard.toString()), classPath.stream())
                .collect(Collectors.joining(System.getProperty("path.separator"))));
        lines.add(GUARD);
        lines.add(mainClass);
        lines.addAll(arguments);
        return lines;
    }

    /** The bare program, for a step that ends by itself. */
    List<String> unguarded() {
        var lines = new ArrayList<>(jvmOptions);
        lines.add("-cp");
        lines.add(String.join(System.getProperty("path.separator"), classPath));
        lines.add(mainClass);
        lines.addAll(arguments);
        return lines;
    }
}
