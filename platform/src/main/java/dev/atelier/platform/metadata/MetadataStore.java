package dev.atelier.platform.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A session with Cassandra whose keyspace and tables exist ({@code tables.cql}). Thread-safe. */
public final class MetadataStore implements AutoCloseable {
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration SCHEMA_CHANGE = Duration.ofSeconds(30);

    private final CqlSession session;

    private MetadataStore(CqlSession session) {
        this.session = session;
    }

    /** Connects, and creates the keyspace and the tables that are missing. */
    public static MetadataStore connect(CassandraConfig config) {
        try {
            var store = new MetadataStore(session(config));
            store.createTables(config);
            return store;
        } catch (com.datastax.oss.driver.api.core.DriverException e) {
            throw new MetadataException("Cassandra at %s could not be used".formatted(config.contactPoints()), e);
        }
    }

    /** The session; its keyspace is set. */
    public CqlSession session() {
        return session;
    }

    private static CqlSession session(CassandraConfig config) {
        var driver = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, REQUEST)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, SCHEMA_CHANGE)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                // Nobody asks the driver about tables, and keeping up with them would delay each one's creation by a
                // second.
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                // The keyspace is set once, after it was created.
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                // Whoever closes the store has finished with it: nothing is worth two quiet seconds more.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                // Every statement here may be sent twice: rows are upserts stamped with event time.
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .build();
        var builder = CqlSession.builder()
                .withConfigLoader(driver)
                .withLocalDatacenter(config.datacenter())
                .addContactPoints(contactPoints(config));
        config.username()
                .ifPresent(user -> builder.withAuthCredentials(
                        user, config.password().orElseThrow().value()));
        return builder.build();
    }

    private static List<InetSocketAddress> contactPoints(CassandraConfig config) {
        return Arrays.stream(config.contactPoints().split(","))
                .map(MetadataStore::address)
                .toList();
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon).strip(),
                Integer.parseInt(hostAndPort.substring(colon + 1).strip()));
    }

    private void createTables(CassandraConfig config) {
        change("CREATE KEYSPACE IF NOT EXISTS %s WITH replication = {'class': 'NetworkTopologyStrategy', '%s': %d}"
                .formatted(config.keyspace(), config.datacenter(), config.replicationFactor()));
        session.execute("USE " + config.keyspace());
        for (String statement : tables().split(";")) {
            if (!statement.isBlank()) {
                change(statement);
            }
        }
    }

    private void change(String statement) {
        session.execute(SimpleStatement.newInstance(statement).setTimeout(SCHEMA_CHANGE));
    }

    private static String tables() {
        try (var in = MetadataStore.class.getResourceAsStream("tables.cql")) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8).replaceAll("(?m)^--.*$", "");
        } catch (IOException e) {
            throw new MetadataException("tables.cql could not be read", e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
