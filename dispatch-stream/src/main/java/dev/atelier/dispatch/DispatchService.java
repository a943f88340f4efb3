package dev.atelier.dispatch;

import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the dispatch stream. */
public final class DispatchService implements AutoCloseable {
    /** Part of the names of its group, changelogs and transactions: a new one would start from nothing. */
    static final String APPLICATION_ID = "dispatch";

    private static final Logger LOG = LoggerFactory.getLogger(DispatchService.class);
    private static final Duration CLOSING = Duration.ofSeconds(15);
    /** An instance that is silent for so long has its tasks given to others. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaClients kafka;
    private final KafkaStreams streams;

    private DispatchService(KafkaClients kafka, KafkaStreams streams) {
        this.kafka = kafka;
        this.streams = streams;
    }

    /** Creates the topics that are missing and starts; returns before the first record is read. */
    public static DispatchService start(DispatchConfig config) {
        var kafka = new KafkaClients(config.kafka());
        kafka.ensureTopics(config.providers());
        var topology = DispatchTopology.build(new StreamsBuilder(), kafka.topics(), config);
        var streams = new KafkaStreams(topology, properties(kafka, config));
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.atError().setCause(failure).log("A stream thread failed and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
        return new DispatchService(kafka, streams);
    }

    /** Whether every task of this instance is at work. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    static Properties properties(KafkaClients kafka, DispatchConfig config) {
        Map<String, Object> settings = kafka.properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
        settings.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                config.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        // A poll that waits longer than a commit interval would hold back the commit of what was just processed.
        settings.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.max(1, config.commitInterval().toMillis() / 2));
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int)
                config.kafka().topics().replicationFactor());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
        settings.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        // Config topics too; the constant is deprecated because this becomes the only way.
        settings.put("processing.exception.handler.global.enabled", true);
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                InstanceId.of(config.stateFolder()));
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Math.toIntExact(SESSION_TIMEOUT.toMillis()));
        if (config.exactlyOnce()) {
            KafkaClients.inTransactions()
                    .forEach((name, value) -> settings.put(StreamsConfig.producerPrefix(name), value));
        } else {
            settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        }
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** Leaves the group and gives its tasks to others; what it was at is committed or done again. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSING)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        kafka.close();
    }
}
