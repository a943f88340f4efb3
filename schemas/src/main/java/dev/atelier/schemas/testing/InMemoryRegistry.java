package dev.atelier.schemas.testing;

import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A schema registry in this process, for tests without servers. Gives each distinct schema an id. Thread-safe. */
public final class InMemoryRegistry implements RegistryClientFacade {
    private final Map<Long, String> schemas = new ConcurrentHashMap<>();
    private final Map<String, Long> ids = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    @Override
    public RegistryVersionCoordinates createSchema(
            String artifactType,
            String groupId,
            String artifactId,
            @Nullable String version,
            String autoCreateBehavior,
            boolean canonical,
            String schema,
            Set<RegistryArtifactReference> references) {
        long id = ids.computeIfAbsent(schema, _ -> lastId.incrementAndGet());
        schemas.put(id, schema);
        return RegistryVersionCoordinates.create(id, id, groupId, artifactId, "1");
    }

    @Override
    public String getSchemaByContentId(Long contentId) {
        return schema(contentId);
    }

    @Override
    public String getSchemaByGlobalId(long globalId, boolean dereferenced) {
        return schema(globalId);
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentId(long contentId) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGlobalId(long globalId) {
        return List.of();
    }

    @Override
    public String getSchemaByGAV(String groupId, String artifactId, String version) {
        throw unused();
    }

    @Override
    public String getSchemaByContentHash(String contentHash) {
        throw unused();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGAV(String groupId, String artifactId, String version) {
        throw unused();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentHash(String contentHash) {
        throw unused();
    }

    @Override
    public List<RegistryVersionCoordinates> searchVersionsByContent(
            String schema, String artifactType, ArtifactReference reference, boolean canonical) {
        throw unused();
    }

    @Override
    public RegistryVersionCoordinates getVersionCoordinatesByGAV(String groupId, String artifactId, String version) {
        throw unused();
    }

    @Override
    public Object getClient() {
        throw unused();
    }

    private String schema(long id) {
        return Objects.requireNonNull(schemas.get(id), () -> "no schema has the id " + id);
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the serdes of events ask by content id alone");
    }
}
