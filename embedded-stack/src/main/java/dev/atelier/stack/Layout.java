package dev.atelier.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie: the data folder of a stack, and the programs of its servers at their pinned versions. */
record Layout(Path data, Path servers) {
    /** Locks, process ids and command lines of a running stack. */
    Path run() {
        return data.resolve("run");
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path pidFile(String server) {
        return run().resolve(server + ".pid");
    }

    /** The command line of a server: also the proof that a left-over process is ours, since its path is in there. */
    Path argumentsFile(String server) {
        return run().resolve(server + ".args");
    }

    Path logFile(String server) {
        return logs().resolve(server + ".log");
    }

    Path guard() {
        return servers.resolve("guard").resolve("guard.jar");
    }

    /** The classes of a server as its JVM keeps them between starts; shared by all data folders. */
    Path archive(String server) {
        return servers.resolve(server).resolve(PinnedVersions.of(server) + ".jsa");
    }

    /** The folder of a server's jars at the version this build pins. */
    Path program(String server) {
        var folder = servers.resolve(server).resolve(PinnedVersions.of(server));
        if (!Files.isDirectory(folder) || !Files.isRegularFile(guard())) {
            throw new StackException("%s is not built: %s is missing; run ./atelier up, or mvn -Dquick package."
                    .formatted(server, folder));
        }
        return folder;
    }
}
