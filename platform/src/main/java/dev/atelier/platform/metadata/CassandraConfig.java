package dev.atelier.platform.metadata;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.config.Secret;
import java.util.Optional;

/**
 * Where Cassandra is.
 *
 * @param contactPoints     nodes to ask first, {@code host:port} separated by commas
 * @param datacenter        the data centre whose nodes are asked
 * @param keyspace          the keyspace of Atelier; created when missing
 * @param replicationFactor copies of each row in the data centre; 1 on a single node, 3 in a cluster
 * @param username          who asks, where the cluster wants to know
 * @param password          the name of the environment variable that holds the password
 */
public record CassandraConfig(
        String contactPoints,
        String datacenter,
        String keyspace,
        int replicationFactor,
        Optional<String> username,
        Optional<Secret> password) {
    public CassandraConfig {
        check(!contactPoints.isBlank(), "cassandra.contact-points", "must name a node", contactPoints);
        check(keyspace.matches("[a-z][a-z0-9_]{0,47}"), "cassandra.keyspace", "must be a keyspace name", keyspace);
        check(replicationFactor > 0, "cassandra.replication-factor", "must be at least 1", replicationFactor);
        check(
                username.isPresent() == password.isPresent(),
                "cassandra.username and cassandra.password",
                "must be given together",
                username.orElse("no username"));
    }
}
