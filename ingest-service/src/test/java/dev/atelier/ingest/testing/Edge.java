package dev.atelier.ingest.testing;

import dev.atelier.ingest.IngestConfig;
import dev.atelier.ingest.IngestService;
import dev.atelier.ingest.callbacks.CallbackSignaturesConfig;
import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.limits.LimitsConfig;
import dev.atelier.ingest.people.PeopleConfig;
import dev.atelier.ingest.uploads.UploadsConfig;
import dev.atelier.ingest.webhooks.WebhooksConfig;
import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.http.OutboundConfig;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** The edge on the stack that all tests of this JVM share, and what a test needs to look behind it. */
public final class Edge {
    /** The first key, of project default. */
    public static final String KEY = "atl_test0123456789abcdefghijklmnopqrstuvwxyz";
    /** The largest body that the edge takes. */
    public static final int MAX_BODY = 1 << 20;

    /** More keys that nobody has than all tests together try in a minute. */
    private static final int WRONG_KEYS = 10_000;

    /** Where providers would call back. */
    public static final CallbacksConfig CALLBACKS = new CallbacksConfig(
            Optional.of(URI.create("https://atelier.test")),
            Optional.of(new Secret("a secret of thirty-two characters")));

    /** The secret with which Replicate would sign. */
    public static final Secret REPLICATE_SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** Signs as fal, whose published key the edge finds. */
    public static final FalSigner FAL = new FalSigner();

    /** How webhooks are delivered: in an order of attempts like the usual one, and fast. */
    public static final WebhooksConfig WEBHOOKS = new WebhooksConfig(
            Stream.of(0, 20, 30, 40, 50, 60, 70, 80, 90, 100)
                    .map(Duration::ofMillis)
                    .toList(),
            Duration.ofSeconds(2),
            4,
            100,
            Duration.ofSeconds(2),
            Duration.ofHours(1));

    static final String SECRET_TEXT = "the secret of an edge that is only tested";

    /** What it derives signatures from. */
    public static final RootSecret SECRET = new RootSecret(new Secret(SECRET_TEXT));

    /** Tests may stand in for the outside under this name, and under no other. */
    public static final OutboundConfig OUTBOUND = new OutboundConfig(Duration.ofSeconds(5), List.of("localhost"));

    /** What clients may bring. */
    public static final UploadsConfig UPLOADS = new UploadsConfig(
            24 << 20,
            1_000_000,
            10,
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10));

    private Edge() {}

    /** Started by the class loader, which does so once. It ends with the JVM. */
    private static final class Running {
        static final URI FAL_KEYS = publish(FalSigner.jwks(FAL.jwk()));
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

    /** Another instance, at which {@code people} log in; the caller closes it. */
    public static IngestService start(PeopleConfig people) {
        return IngestService.start(config(Duration.ofMinutes(10), Duration.ofMinutes(1), people));
    }

    /** A client of the shared edge, with the first key. */
    public static Client client() {
        return new Client(service().port(), Optional.of(KEY));
    }

    /** The rest of the pipeline. */
    public static Pipeline pipeline() {
        return new Pipeline(Running.KAFKA, Running.METADATA.session(), Running.OBJECTS);
    }

    /** The rest of the pipeline, which the caller closes. */
    public static Outcomes outcomes() {
        return new Outcomes(Running.KAFKA, Running.METADATA.session(), Running.OBJECTS);
    }

    /** Clients of the log. */
    public static KafkaClients kafka() {
        return Running.KAFKA;
    }

    /** Another instance, whose calls wait for {@code answerWithin}. The caller closes it. */
    public static IngestService answering(Duration answerWithin) {
        return IngestService.start(config(Duration.ofMinutes(10), answerWithin, PeopleConfig.nobody()));
    }

    /** The config of an instance that reads back {@code lookBack}. */
    public static IngestConfig config(Duration lookBack) {
        return config(lookBack, Duration.ofMinutes(1), PeopleConfig.nobody());
    }

    private static IngestConfig config(Duration lookBack, Duration answerWithin, PeopleConfig people) {
        return new IngestConfig(
                kafkaConfig(),
                objectsConfig(),
                cassandraConfig(),
                OUTBOUND,
                CALLBACKS,
                WEBHOOKS,
                SECRET,
                new DialectsConfig(answerWithin, 8 * MAX_BODY, DialectsConfig.Leaving.CANCEL),
                UPLOADS,
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
                new CallbackSignaturesConfig(Optional.of(Running.FAL_KEYS), Optional.of(REPLICATE_SECRET)),
                true,
                Optional.of(new Secret(KEY)),
                new LimitsConfig(1, WRONG_KEYS, 0),
                people);
    }

    private static URI publish(String document) {
        var server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse(200, Headers.of("Content-Type", "application/json"), document);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server.url("/.well-known/jwks.json").uri();
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
