import com.datastax.oss.driver.api.core.CqlSession;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows what lies on a topic or in a table of the Atelier that runs on a data folder. The whole of a consumer outside:
 *
 *   java -cp 'cli/target/app/lib/*' docs/Look.java DATA topic requests
 *   java -cp 'cli/target/app/lib/*' docs/Look.java DATA cql "SELECT id, status FROM generations"
 */
void main(String[] args) throws Exception {
    JsonNode endpoints = JsonMapper.shared().readTree(Path.of(args[0], "endpoints.json").toFile());
    switch (args[1]) {
        case "topic" -> showTopic(endpoints, args[2]);
        case "cql" -> showRows(endpoints.get("cassandra"), args[2]);
        default -> throw new IllegalArgumentException("topic or cql, not " + args[1]);
    }
}

void showTopic(JsonNode endpoints, String name) {
    var serdes = EventSerdes.of(URI.create(endpoints.get("registry").asString()));
    var topics = new Topics(serdes, TopicSettings.SINGLE_BROKER);
    var topic = topics.all(List.of("sketch")).stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no topic is named " + name));
    Map<String, Object> settings = Map.of(
            "bootstrap.servers", endpoints.get("kafka").asString(), "isolation.level", "read_committed");
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), topic.values().deserializer())) {
        var partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        for (var records = consumer.poll(Duration.ofSeconds(3));
                !records.isEmpty();
                records = consumer.poll(Duration.ofSeconds(1))) {
            records.forEach(record -> IO.println(record.partition() + ":" + record.offset() + " key=" + record.key()
                    + " " + JsonMapper.shared().readTree(record.value().toString()).toPrettyString()));
        }
    }
}

void showRows(JsonNode cassandra, String query) {
    String[] address = cassandra.get("contactPoint").asString().split(":");
    try (var session = CqlSession.builder()
            .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
            .withLocalDatacenter(cassandra.get("datacenter").asString())
            .withKeyspace(cassandra.get("keyspace").asString())
            .build()) {
        for (var row : session.execute(query)) {
            IO.println(row.getFormattedContents());
        }
    }
}
