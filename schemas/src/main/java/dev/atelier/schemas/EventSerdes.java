package dev.atelier.schemas;

import static java.util.Objects.requireNonNull;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeImpl;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.apicurio.registry.serde.avro.strategy.RecordIdStrategy;
import java.net.URI;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes events as Avro through Apicurio Registry: a zero byte, the schema's content id in four bytes, the
 * record. A writer registers the schema of a record on its first use; a reader asks for the schema it meets. One
 * registry client and one cache of schemas serve all types and threads.
 */
public final class EventSerdes implements AutoCloseable {
    static {
        TrustedEvents.ensure();
    }

    private final AvroKafkaSerializer<SpecificRecord> serializer;
    private final AvroKafkaDeserializer<SpecificRecord> deserializer;
    private final EventJson json;

    /** Serdes on the registry at {@code registry}, such as {@code http://127.0.0.1:8081/apis/registry/v3}. */
    public static EventSerdes of(URI registry) {
        // Made by hand: the SDK's own factory loads classes of Vert.x even when it is to use the JDK's client.
        var adapter = new BoundedRequests();
        adapter.setBaseUrl(registry.toString());
        return new EventSerdes(new RegistryClientFacadeImpl(new RegistryClient(adapter)));
    }

    /** Serdes on a registry that is reached otherwise. */
    public EventSerdes(RegistryClientFacade registry) {
        json = new EventJson(requireNonNull(registry));
        serializer = new AvroKafkaSerializer<>(registry);
        deserializer = new AvroKafkaDeserializer<>(registry);
        Map<String, Object> config = Map.ofEntries(
                Map.entry(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, true),
                // One artifact a record type, whichever topic or store holds it.
                Map.entry(SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY, RecordIdStrategy.class.getName()),
                // A schema is registered whole, with the types that it names, so that it is read in one request.
                Map.entry(SchemaResolverConfig.DEREFERENCE_SCHEMA, true),
                Map.entry(SchemaResolverConfig.RETRY_COUNT, 10L),
                Map.entry(SchemaResolverConfig.RETRY_BACKOFF_MS, 300L),
                Map.entry(AvroSerdeConfig.USE_SPECIFIC_AVRO_READER, true),
                Map.entry(AvroSerdeConfig.AVRO_DATUM_PROVIDER, EventDatums.class.getName()));
        serializer.configure(config, false);
        deserializer.configure(config, false);
    }

    /** The serde of one type. Closing it closes nothing; close this when all work is done. */
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
        requireNonNull(type);
        Serializer<T> write = serializer::serialize;
        Deserializer<T> read = (topic, bytes) -> read(type, topic, bytes);
        return Serdes.serdeFrom(write, read);
    }

    /** What shows any event on this registry to a person. */
    public EventJson json() {
        return json;
    }

    private <T extends SpecificRecord> @Nullable T read(Class<T> type, String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        Object event = parse(topic, bytes);
        if (!type.isInstance(event)) {
            throw new SerializationException("a record on %s must be a %s, but was a %s"
                    .formatted(
                            topic,
                            type.getName(),
                            event == null ? "null" : event.getClass().getName()));
        }
        return type.cast(event);
    }

    /** The registry's reader throws what its parts throw; a reader of a topic is promised one kind. */
    private Object parse(String topic, byte[] bytes) {
        try {
            return deserializer.deserialize(topic, bytes);
        } catch (RuntimeException e) {
            throw new SerializationException("a record on %s could not be read".formatted(topic), e);
        }
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
