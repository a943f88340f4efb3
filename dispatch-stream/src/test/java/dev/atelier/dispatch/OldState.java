package dev.atelier.dispatch;

import dev.atelier.schemas.testing.InMemoryRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.streams.test.TestRecord;

/**
 * What a version of dispatch wrote to the changelogs of its stores: an Avro data file for each store, with the schema by
 * which that version wrote, so that no registry has to remember it.
 */
final class OldState {
    static final Path FOLDER = Path.of("src/test/resources/dev/atelier/dispatch/state");

    private static final int HEAD = Byte.BYTES + Integer.BYTES;
    private static final String END = ".avro";

    private OldState() {}

    /**
     * A change of a store.
     *
     * @param key   as it is on the changelog
     * @param value an event by its writer's schema, or bytes; empty deletes the key
     */
    record Change(ByteBuffer key, Instant at, Optional<Object> value) {}

    /** The versions that were recorded. */
    static List<Path> versions() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The stores of {@code version}. */
    static List<String> stores(Path version) throws IOException {
        try (Stream<Path> files = Files.list(version)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(END))
                    .map(name -> name.substring(0, name.length() - END.length()))
                    .sorted()
                    .toList();
        }
    }

    static List<Change> read(Path version, String store) throws IOException {
        List<Change> changes = new ArrayList<>();
        try (var file =
                new DataFileReader<GenericRecord>(version.resolve(store + END).toFile(), new GenericDatumReader<>())) {
            file.forEach(record -> changes.add(new Change(
                    (ByteBuffer) record.get("key"),
                    Instant.ofEpochMilli((long) record.get("at")),
                    Optional.ofNullable(record.get("value")))));
        }
        return changes;
    }

    /** Writes what the changelog of {@code store} holds; events name a schema of {@code registry}. */
    static void write(Path version, String store, List<TestRecord<byte[], byte[]>> changelog, InMemoryRegistry registry)
            throws IOException {
        Schema value = changelog.stream()
                .flatMap(change -> Stream.ofNullable(change.value()))
                .filter(OldState::isEvent)
                .findFirst()
                .map(bytes -> schema(bytes, registry))
                .orElse(Schema.create(Schema.Type.BYTES));
        Schema schema = schema(store, value);
        Files.createDirectories(version);
        try (var file = new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
            file.setCodec(CodecFactory.deflateCodec(9));
            file.create(schema, version.resolve(store + END).toFile());
            for (var change : changelog) {
                file.append(record(schema, value, change));
            }
        }
    }

    private static Schema schema(String store, Schema value) {
        return SchemaBuilder.record("Change")
                .namespace("dev.atelier.state")
                .doc("A change of the store " + store + ".")
                .fields()
                .requiredBytes("key")
                .requiredLong("at")
                .name("value")
                .type(Schema.createUnion(Schema.create(Schema.Type.NULL), value))
                .noDefault()
                .endRecord();
    }

    private static GenericRecord record(Schema schema, Schema value, TestRecord<byte[], byte[]> change)
            throws IOException {
        var record = new GenericData.Record(schema);
        record.put("key", ByteBuffer.wrap(change.key()));
        record.put("at", change.timestamp());
        if (change.value() != null) {
            record.put("value", value(value, change.value()));
        }
        return record;
    }

    private static Object value(Schema schema, byte[] bytes) throws IOException {
        return schema.getType() == Schema.Type.BYTES
                ? ByteBuffer.wrap(bytes)
                : new GenericDatumReader<>(schema)
                        .read(null, DecoderFactory.get().binaryDecoder(bytes, HEAD, bytes.length - HEAD, null));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static boolean isEvent(byte[] value) {
        return value.length > HEAD && value[0] == 0;
    }

    private static Schema schema(byte[] event, InMemoryRegistry registry) {
        long id = ByteBuffer.wrap(event).getInt(Byte.BYTES);
        return new Schema.Parser().parse(registry.getSchemaByContentId(id));
    }
}
