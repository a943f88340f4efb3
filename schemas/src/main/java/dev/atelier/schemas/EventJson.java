package dev.atelier.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Shows a value in Avro's own JSON, by the schema that the value names, whether or not this side has a class for it: for
 * a person who looks at what could not be processed. Thread-safe.
 */
public final class EventJson {
    /** More distinct schemas than there ever are; a reader of garbage asks for many that are not there. */
    private static final int MOST = 1_000;

    private static final byte MAGIC = 0;
    private static final int HEAD = Byte.BYTES + Integer.BYTES;

    private final RegistryClientFacade registry;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    EventJson(RegistryClientFacade registry) {
        this.registry = requireNonNull(registry);
    }

    /**
     * What a value says.
     *
     * @param schema full name of the record
     * @param json   the record, as Avro's JSON encoding
     */
    public record Shown(String schema, String json) {}

    /** What {@code value} says; empty when it is no event, or the registry does not tell its schema. */
    public Optional<Shown> show(byte[] value) {
        if (value.length < HEAD || value[0] != MAGIC) {
            return Optional.empty();
        }
        try {
            Schema schema = schema(ByteBuffer.wrap(value).getInt(Byte.BYTES));
            return Optional.of(new Shown(schema.getFullName(), json(schema, value)));
        } catch (IOException | RuntimeException _) {
            // Avro and the registry throw whatever garbage leads to; that it cannot be read is all there is to say.
            return Optional.empty();
        }
    }

    private Schema schema(int contentId) {
        if (schemas.size() >= MOST) {
            schemas.clear();
        }
        return schemas.computeIfAbsent(
                contentId, id -> new Schema.Parser().parse(registry.getSchemaByContentId(id.longValue())));
    }

    private static String json(Schema schema, byte[] value) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(value, HEAD, value.length - HEAD, null);
        Object event = new GenericDatumReader<>(schema).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("there are bytes behind the record");
        }
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().jsonEncoder(schema, out);
        new GenericDatumWriter<>(schema).write(event, encoder);
        encoder.flush();
        return out.toString(UTF_8);
    }
}
