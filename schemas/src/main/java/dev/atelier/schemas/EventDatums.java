package dev.atelier.schemas;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes one Avro reader and one writer for each schema. The registry's own provider finds them by the fingerprint of the
 * schema, which it works out anew for each record; that took longer than reading or writing it. Public, because the
 * registry's serdes make it by name. Thread-safe.
 */
public final class EventDatums implements AvroDatumProvider<SpecificRecord> {
    /** There are about as many as schemas; more means that the registry's cache hands out new copies. */
    private static final int MOST = 1_000;

    private final Map<Same, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();
    private final Map<Same, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();

    @Override
    public DatumWriter<SpecificRecord> createDatumWriter(SpecificRecord event, Schema schema) {
        return remembered(writers, schema, SpecificDatumWriter::new);
    }

    @Override
    public DatumReader<SpecificRecord> createDatumReader(Schema schema) {
        return remembered(readers, schema, EventDatums::reader);
    }

    @Override
    public Schema toSchema(SpecificRecord event) {
        return event.getSchema();
    }

    /** What was written by {@code writer} is read as this side knows the record. */
    private static DatumReader<SpecificRecord> reader(Schema writer) {
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null) {
            throw new IllegalArgumentException("%s is no event that this side knows".formatted(writer.getFullName()));
        }
        return new SpecificDatumReader<>(writer, SpecificData.get().getSchema(type));
    }

    private static <T> T remembered(Map<Same, T> known, Schema schema, Function<Schema, T> make) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(new Same(schema), _ -> make.apply(schema));
    }

    /** Equal when it is the very same schema: comparing what they say is what takes long. */
    private record Same(Schema schema) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Same(var its) && its == schema;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(schema);
        }
    }
}
