package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A cluster of one Cassandra node, without authentication, on a JDK newer than its own release was made for. */
record CassandraServer(Layout layout, int port, int storagePort) implements Server {
    static final String NAME = "cassandra";
    /** What the simple snitch calls the only data center. */
    static final String DATACENTER = "datacenter1";

    private static final String LOGBACK = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Launch prepare() throws IOException {
        var folder = layout.data().resolve(NAME);
        Files.createDirectories(folder);
        var yaml = folder.resolve("cassandra.yaml");
        Files.writeString(yaml, yaml(folder));
        var logback = folder.resolve("logback.xml");
        Files.writeString(logback, LOGBACK);
        var program = layout.program(NAME);
        return new Launch(
                options(folder, yaml, logback, agent(program)),
                List.of(program.resolve("*").toString()),
                "org.apache.cassandra.service.CassandraDaemon",
                List.of());
    }

    private static List<String> options(Path folder, Path yaml, Path logback, Path agent) {
        var options = new ArrayList<>(List.of(
                "-Xms256m",
                "-Xmx768m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-javaagent:" + agent,
                // The agent measures objects and changes no class, so the archive of classes is right with it, too.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+AllowArchivingWithJavaAgent",
                "-Dcassandra.config=" + yaml.toUri(),
                "-Dcassandra.storagedir=" + folder,
                "-Dlogback.configurationFile=" + logback.toUri(),
                "-Dcassandra-foreground=yes",
                // There is nobody to gossip with: do not wait for the ring, neither at start nor at stop.
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.ring_delay_ms=1",
                "-Dcassandra.shutdown_announce_in_ms=0"));
        options.addAll(CassandraModules.OPTIONS);
        return options;
    }

    /** Measures objects for Cassandra's accounting of memory. */
    private static Path agent(Path program) throws IOException {
        try (Stream<Path> jars = Files.list(program)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
                    .findFirst()
                    .orElseThrow(
                            () -> new StackException("cassandra is not built: no jamm jar in %s.".formatted(program)));
        }
    }

    @Override
    public boolean answers() throws IOException {
        return Probe.cql(port);
    }

    /**
     * Small caches and memtables for a small machine, and patience with it: a full second can pass while all else starts.
     * A write is on disk when it is acknowledged ("batch"), so that
     * kill -9 loses nothing; the default syncs every ten seconds.
     */
    private String yaml(Path folder) {
        return """
            cluster_name: atelier
            num_tokens: 1
            partitioner: org.apache.cassandra.dht.Murmur3Partitioner
            endpoint_snitch: SimpleSnitch
            seed_provider:
              - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                parameters:
                  - seeds: "127.0.0.1:%2$d"
            listen_address: 127.0.0.1
            storage_port: %2$d
            rpc_address: 127.0.0.1
            start_native_transport: true
            native_transport_port: %1$d
            data_file_directories: ["%3$s/data"]
            commitlog_directory: "%3$s/commitlog"
            saved_caches_directory: "%3$s/saved_caches"
            hints_directory: "%3$s/hints"
            cdc_raw_directory: "%3$s/cdc_raw"
            commitlog_sync: batch
            commitlog_segment_size: 8MiB
            auto_snapshot: false
            memtable_heap_space: 64MiB
            memtable_offheap_space: 64MiB
            file_cache_size: 32MiB
            networking_cache_size: 16MiB
            concurrent_compactors: 1
            write_request_timeout: 10s
            cas_contention_timeout: 10s
            storage_compatibility_mode: NONE
            sai_options:
              segment_write_buffer_size: 64MiB
            """.formatted(port, storagePort, folder);
    }
}
