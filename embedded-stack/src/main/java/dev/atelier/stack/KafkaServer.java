package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Kafka node that is broker and controller at once. */
record KafkaServer(Layout layout, JavaRuntime java, int port, int controllerPort) implements Server {
    static final String NAME = "kafka";

    private static final String LOGGING = """
            appender.out.type=Console
            appender.out.name=out
            appender.out.layout.type=PatternLayout
            appender.out.layout.pattern=%d{ISO8601} %-5p %c{1} %m%n
            rootLogger.level=WARN
            rootLogger.appenderRef.out.ref=out
            """;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var log = folder().resolve("log");
        Files.createDirectories(log);
        Files.writeString(propertiesFile(), properties(log));
        Files.writeString(folder().resolve("log4j2.properties"), LOGGING);
        if (!Files.exists(log.resolve("meta.properties"))) {
            format();
        }
        return launch("kafka.Kafka", propertiesFile().toString());
    }

    /** Names the cluster, once in the life of a data folder. */
    private void format() throws IOException, InterruptedException {
        var format = launch(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Credentials.clusterId(),
                "-c",
                propertiesFile().toString());
        ServerProcess.runToEnd(layout, java, NAME, format);
    }

    private Launch launch(String main, String... arguments) {
        var options = List.of(
                "-Xms320m",
                "-Xmx512m",
                // Most of what a request leaves behind dies young, if the young generation has room for it.
                "-Xmn192m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlog4j2.configurationFile="
                        + folder().resolve("log4j2.properties").toUri());
        return new Launch(options, List.of(layout.program(NAME).resolve("*").toString()), main, List.of(arguments));
    }

    @Override
    public boolean answers() throws IOException {
        return Probe.kafka(port);
    }

    private Path folder() {
        return layout.data().resolve(NAME);
    }

    private Path propertiesFile() {
        return folder().resolve("server.properties");
    }

    /**
     * Replication factors of 1, since there is one broker. Eight partitions for each internal topic instead of 50: each
     * costs files, memory and a log to load at every start, and one machine has few groups and transactions to spread.
     * Threads and the cleaner's buffer, 128 MiB by default, are cut to a small machine as well.
     * Share groups beat every second instead of every five, since a new one is at work only after a few beats.
     */
    private String properties(Path log) {
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            log.dirs=%3$s
            num.network.threads=2
            num.io.threads=4
            log.cleaner.dedupe.buffer.size=8388608
            auto.create.topics.enable=false
            group.initial.rebalance.delay.ms=0
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=8
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=8
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=8
            group.share.min.heartbeat.interval.ms=1000
            group.share.heartbeat.interval.ms=1000
            """.formatted(port, controllerPort, log);
    }
}
