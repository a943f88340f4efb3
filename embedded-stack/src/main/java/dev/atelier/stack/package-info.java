/** Kafka, Apicurio Registry, S3Proxy and Cassandra, started as child processes on loopback. */
@NullMarked
package dev.atelier.stack;

import org.jspecify.annotations.NullMarked;
