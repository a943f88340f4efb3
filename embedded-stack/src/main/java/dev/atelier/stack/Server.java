package dev.atelier.stack;

import java.io.IOException;

/** One server of the stack: how it is launched, where it listens, and how to see that it answers. */
sealed interface Server permits KafkaServer, RegistryServer, S3ProxyServer, CassandraServer {
    String LOOPBACK = "127.0.0.1";

    String name();

    /** Where clients reach it. */
    int port();

    /** Writes the configuration into the data folder and tells how to start on it. May take a while the first time. */
    Launch prepare() throws IOException, InterruptedException;

    /** Talks to it. Throws where it does not answer yet. */
    boolean answers() throws IOException;

    default String address() {
        return LOOPBACK + ":" + port();
    }
}
