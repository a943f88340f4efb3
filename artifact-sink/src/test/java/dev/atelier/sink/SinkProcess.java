package dev.atelier.sink;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A sink as a process of its own, to be killed. */
final class SinkProcess implements AutoCloseable {
    private final Process process;

    SinkProcess(SinkConfig config) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName());
        var environment = builder.environment();
        environment.put("ATELIER_GROUP", config.group());
        environment.put("ATELIER_KAFKA_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers());
        environment.put("ATELIER_KAFKA_REGISTRY", config.kafka().registry().toString());
        environment.put("ATELIER_OBJECTS_ENDPOINT", config.objects().endpoint().toString());
        environment.put("ATELIER_OBJECTS_BUCKET", config.objects().bucket());
        environment.put("ATELIER_S3_ACCESS_KEY", config.objects().accessKey().value());
        environment.put("ATELIER_S3_SECRET_KEY", config.objects().secretKey().value());
        environment.put("ATELIER_CASSANDRA_CONTACT_POINTS", config.cassandra().contactPoints());
        environment.put("ATELIER_CASSANDRA_DATACENTER", config.cassandra().datacenter());
        environment.put("ATELIER_CASSANDRA_KEYSPACE", config.cassandra().keyspace());
        process = builder.redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(Path.of("target", "sink-process.log").toFile()))
                .start();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as an operator does; returns its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
