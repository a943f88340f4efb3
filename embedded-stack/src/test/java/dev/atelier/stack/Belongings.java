package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One thing left with each server through its usual client, and looked for again: a record, an object, a row, a schema. */
final class Belongings {
    private static final String VALUE = "a red fox";
    private static final TopicPartition PARTITION = new TopicPartition("belongings", 0);
    private final Endpoints endpoints;

    Belongings(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    void leave() throws Exception {
        leaveRecord();
        leaveObject();
        leaveRow();
        leaveSchema();
    }

    void find() throws Exception {
        findRecord();
        findObject();
        findRow();
        findSchema();
    }

    void leaveRecord() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        var config = Map.<String, Object>of("bootstrap.servers", endpoints.kafkaBootstrap(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), VALUE)).get();
        }
    }

    void findRecord() {
        var config = Map.<String, Object>of("bootstrap.servers", endpoints.kafkaBootstrap());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            assertThat(consumer.poll(Duration.ofSeconds(10)).records(PARTITION))
                    .singleElement()
                    .satisfies(found -> assertThat(found.value()).isEqualTo(VALUE));
        }
    }

    void leaveObject() throws Exception {
        var bytes = VALUE.getBytes(StandardCharsets.UTF_8);
        var minio = minio();
        minio.makeBucket(MakeBucketArgs.builder().bucket("belongings").build());
        minio.putObject(
                PutObjectArgs.builder().bucket("belongings").object("animals/fox.txt").contentType("text/plain").stream(
                                new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                        .build());
    }

    void findObject() throws Exception {
        try (var found = minio().getObject(GetObjectArgs.builder()
                .bucket("belongings")
                .object("animals/fox.txt")
                .build())) {
            assertThat(found.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(VALUE);
            assertThat(found.headers().get("Content-Type")).isEqualTo("text/plain");
        }
    }

    void leaveRow() {
        try (var cql = cql()) {
            cql.execute("CREATE KEYSPACE belongings"
                    + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            cql.execute("CREATE TABLE belongings.animals (name text PRIMARY KEY, tags set<text>)");
            cql.execute("CREATE INDEX animals_by_tag ON belongings.animals (values(tags)) USING 'sai'");
            cql.execute("INSERT INTO belongings.animals (name, tags) VALUES ('%s', {'red', 'wild'})".formatted(VALUE));
        }
    }

    void findRow() {
        try (var cql = cql()) {
            assertThat(cql.execute("SELECT name FROM belongings.animals WHERE tags CONTAINS 'red'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getString("name")).isEqualTo(VALUE));
        }
    }

    void leaveSchema() throws Exception {
        var artifact = """
                {"artifactId": "animal", "artifactType": "AVRO", "firstVersion": {"content": {
                    "content": "{\\"type\\": \\"enum\\", \\"name\\": \\"Animal\\", \\"symbols\\": [\\"FOX\\"]}",
                    "contentType": "application/json"}}}
                """;
        var request = HttpRequest.newBuilder(inRegistry("/groups/belongings/artifacts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(artifact))
                .build();
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    void findSchema() throws Exception {
        var content = inRegistry("/groups/belongings/artifacts/animal/versions/branch=latest/content");
        assertThat(send(HttpRequest.newBuilder(content).build()).body()).contains("Animal", "FOX");
    }

    private URI inRegistry(String path) {
        return URI.create(endpoints.registry() + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private MinioClient minio() {
        var s3 = endpoints.s3();
        return MinioClient.builder()
                .endpoint(s3.uri().toString())
                .credentials(s3.accessKey(), s3.secretKey())
                .build();
    }

    private CqlSession cql() {
        var node = endpoints.cassandra();
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.getHostString(), node.getPort()))
                .withLocalDatacenter(endpoints.cassandraDatacenter())
                .build();
    }
}
