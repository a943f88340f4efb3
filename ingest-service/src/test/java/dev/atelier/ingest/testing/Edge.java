package dev.atelier.ingest.testing;

import dev.atelier.ingest.IngestConfig;
import dev.atelier.ingest.IngestService;
import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.metadata.CassandraConfig;
import dev.atelier.platform.metadata.MetadataStore;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreConfig;
import dev.atelier.platform.secrets.RootSecret;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import dev.atelier.stack.testing.TestStack;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The edge on the stack that all tests of this JVM share, and what a test needs to look behind it. */
public final class Edge {
    /** The first key, of project default. */
    public static final String KEY = "atl_test0123456789abcdefghijklmnopqrstuvwxyz";
    /** The largest body that the edge takes. */
    public static final int MAX_BODY = 1 << 20;

    /** Where providers would call back. */
    public static final CallbacksConfig CALLBACKS = new CallbacksConfig(
            Optional.of(URI.create("https://atelier.test")),
            Optional.of(new Secret("a secret of thirty-two characters")));

    /** What it derives signatures from. */
    public static final RootSecret SECRET = new RootSecret(new Secret("the secret of an edge that is only tested"));

    private Edge() {}

    /** Started by the class loader, which does so once. It ends with the JVM. */
    private static final class Running {
        static final KafkaClients KAFKA = new KafkaClients(kafkaConfig());
        static final MetadataStore METADATA = MetadataStore.connect(cassandraConfig());
        static final ObjectStore OBJECTS = new ObjectStore(objectsConfig());
        static final IngestService SERVICE = start();
    }

    /** The edge that tests share. */
    public static IngestService service() {
        return Running.SERVICE;
    }

    /** Another instance, which the caller closes. */
    public static IngestService start() {
        return IngestService.start(config(Duration.ofMinutes(10)));
    }

    /** A client of the shared edge, with the first key. */
    public static Client client() {
        return new Client(service().port(), Optional.of(KEY));
    }

    /** The rest of the pipeline. */
    public static Pipeline pipeline() {
        return new Pipeline(Running.KAFKA, Running.METADATA.session(), Running.OBJECTS);
    }

    /** Clients of the log. */
    public static KafkaClients kafka() {
        return Running.KAFKA;
    }

    /** The config of an instance that reads back {@code lookBack}. */
    public static IngestConfig config(Duration lookBack) {
        return new IngestConfig(
                kafkaConfig(),
                objectsConfig(),
                cassandraConfig(),
                CALLBACKS,
                SECRET,
                "127.0.0.1",
                0,
                Optional.empty(),
                Duration.ofDays(1),
                MAX_BODY,
                8 * MAX_BODY,
                Duration.ofSeconds(10),
                lookBack,
                10_000,
                Duration.ofSeconds(5),
                true,
                Optional.of(new Secret(KEY)));
    }

    private static KafkaConfig kafkaConfig() {
        Endpoints stack = TestStack.endpoints();
        return new KafkaConfig(stack.kafkaBootstrap(), stack.registry(), TopicSettings.SINGLE_BROKER, Map.of());
    }

    private static ObjectStoreConfig objectsConfig() {
        var s3 = TestStack.endpoints().s3();
        return new ObjectStoreConfig(s3.uri(), "ingest-test", new Secret(s3.accessKey()), new Secret(s3.secretKey()));
    }

    private static CassandraConfig cassandraConfig() {
        Endpoints stack = TestStack.endpoints();
        String node = "%s:%d"
                .formatted(stack.cassandra().getHostString(), stack.cassandra().getPort());
        return new CassandraConfig(
                node, stack.cassandraDatacenter(), "ingest_test", 1, Optional.empty(), Optional.empty());
    }
}
