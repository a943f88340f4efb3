package dev.atelier.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Real servers as child processes on loopback, started together and stopped together. They end with this process,
 * however it ends. Thread-safe.
 */
public final class EmbeddedStack implements AutoCloseable {
    private final DataLock lock;
    private final Fleet fleet;
    private final Endpoints endpoints;

    private EmbeddedStack(DataLock lock, Fleet fleet, Endpoints endpoints) {
        this.lock = lock;
        this.fleet = fleet;
        this.endpoints = endpoints;
    }

    /** Returns when every server answers. Throws {@link StackException}, with nothing left running, if one does not. */
    public static EmbeddedStack start(StackConfig config, Progress progress) {
        config.java().check();
        var layout = new Layout(config.dataFolder(), config.serversFolder());
        try {
            makeRoom(layout.data(), config.minFreeBytes());
            return start(config, layout, DataLock.acquire(layout), progress);
        } catch (IOException e) {
            throw new StackException("The data folder %s cannot be used: %s.".formatted(layout.data(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("The start was interrupted.", e);
        }
    }

    private static EmbeddedStack start(StackConfig config, Layout layout, DataLock lock, Progress progress)
            throws IOException, InterruptedException {
        var started = false;
        try {
            recover(layout, lock, progress);
            var ports = AssignedPorts.assign(config.ports(), layout.data());
            var credentials = Credentials.of(layout.data());
            var fleet = Fleet.start(config, layout, servers(config, layout, ports, credentials), progress);
            started = true;
            return new EmbeddedStack(lock, fleet, endpoints(ports, credentials));
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static void makeRoom(Path data, long minFreeBytes) throws IOException {
        Files.createDirectories(data);
        var free = Files.getFileStore(data).getUsableSpace();
        if (free < minFreeBytes) {
            throw new StackException(
                    "The disk of %s has %d MiB left, and the servers need %d MiB; free some space, or lower stack.min-free-bytes."
                            .formatted(data, free >> 20, minFreeBytes >> 20));
        }
    }

    private static void recover(Layout layout, DataLock lock, Progress progress)
            throws IOException, InterruptedException {
        var names = List.of(KafkaServer.NAME, RegistryServer.NAME, S3ProxyServer.NAME, CassandraServer.NAME);
        var left = Leftovers.clear(layout, names);
        lock.killed()
                .ifPresent(owner -> progress.report("recovering: the last run (process %d) was not stopped cleanly%s"
                        .formatted(
                                owner.pid(), left == 0 ? "" : ", %d of its servers had to end first".formatted(left))));
    }

    private static List<Server> servers(
            StackConfig config, Layout layout, AssignedPorts ports, Credentials credentials) {
        return List.of(
                new CassandraServer(layout, ports.cassandra(), ports.cassandraStorage()),
                new RegistryServer(layout, ports.registry()),
                new KafkaServer(layout, config.java(), ports.kafka(), ports.kafkaController()),
                new S3ProxyServer(layout, credentials, ports.s3()));
    }

    private static Endpoints endpoints(AssignedPorts ports, Credentials credentials) {
        return new Endpoints(
                Server.LOOPBACK + ":" + ports.kafka(),
                URI.create("http://%s:%d%s".formatted(Server.LOOPBACK, ports.registry(), RegistryServer.path())),
                new S3Endpoint(
                        URI.create("http://%s:%d".formatted(Server.LOOPBACK, ports.s3())),
                        credentials.accessKey(),
                        credentials.secretKey()),
                InetSocketAddress.createUnresolved(Server.LOOPBACK, ports.cassandra()),
                CassandraServer.DATACENTER);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** Completes with the reason when the first server ends: a fault, unless {@link #close} was called. */
    public CompletableFuture<StackException> failure() {
        return fleet.failure();
    }

    /** Stops the servers, by force after a bound, and gives the data folder back. Harmless a second time. */
    @Override
    public void close() {
        try {
            fleet.stop();
            lock.close();
        } catch (IOException e) {
            throw new StackException("The stack did not stop cleanly: %s.".formatted(e), e);
        }
    }
}
