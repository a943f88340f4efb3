package dev.atelier.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The port of each listener, decided before anything starts. A fixed port must be free; a free one stays the same over
 * the restarts of a data folder as long as nobody else took it.
 */
record AssignedPorts(int kafka, int kafkaController, int registry, int s3, int cassandra, int cassandraStorage) {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(Server.LOOPBACK);
    /** Below the range from which systems take the ports of outgoing connections, which could take ours meanwhile. */
    private static final int LOWEST_FREE = 20_000;

    private static final int HIGHEST_FREE = 32_000;

    static AssignedPorts assign(Ports wanted, Path dataFolder) throws IOException {
        var chooser = new Chooser(dataFolder.resolve("ports.properties"));
        var assigned = new AssignedPorts(
                chooser.choose("kafka", wanted.kafka()),
                chooser.choose("kafka-controller", 0),
                chooser.choose("registry", wanted.registry()),
                chooser.choose("s3", wanted.s3()),
                chooser.choose("cassandra", wanted.cassandra()),
                chooser.choose("cassandra-storage", 0));
        chooser.save();
        return assigned;
    }

    private static final class Chooser {
        private final Path file;
        private final Properties remembered = new Properties();
        private final Set<Integer> chosen = new HashSet<>();

        Chooser(Path file) throws IOException {
            this.file = file;
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    remembered.load(reader);
                }
            }
        }

        int choose(String key, int wanted) {
            var port = wanted == 0 ? free(key) : fixed(key, wanted);
            chosen.add(port);
            remembered.setProperty(key, Integer.toString(port));
            return port;
        }

        private int fixed(String key, int port) {
            if (!isFree(port)) {
                throw new StackException(
                        "Port %d, which %s is to use on 127.0.0.1, is taken; stop what listens there, or choose another with stack.ports.%s (0 takes any free one)."
                                .formatted(port, key, key));
            }
            return port;
        }

        private int free(String key) {
            var before = remembered.getProperty(key, "");
            if (before.matches("[1-9]\\d{0,4}") && isFree(Integer.parseInt(before))) {
                return Integer.parseInt(before);
            }
            return ThreadLocalRandom.current()
                    .ints(LOWEST_FREE, HIGHEST_FREE)
                    .limit(1_000)
                    .filter(this::isFree)
                    .findFirst()
                    .orElseThrow(() -> new StackException(
                            "No port between %d and %d is free for %s.".formatted(LOWEST_FREE, HIGHEST_FREE, key)));
        }

        private boolean isFree(int port) {
            if (port > 65_535 || chosen.contains(port)) {
                return false;
            }
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(LOOPBACK, port));
                return true;
            } catch (IOException e) {
                // The answer to the question, not a failure.
                return false;
            }
        }

        void save() throws IOException {
            try (var writer = Files.newBufferedWriter(file)) {
                remembered.store(writer, "The ports of the last start.");
            }
        }
    }
}
