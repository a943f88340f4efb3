package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.webhooks.Format;
import dev.atelier.ingest.webhooks.Occurrence;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import dev.atelier.platform.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What webhooks post: the event, when it happened, and the resource as the API shows it, but that its files need no key. An
 * input that would make the post large is left out. Thread-safe.
 */
public final class NativeBody implements Format.Body {
    /** What receivers of Standard Webhooks are told to expect at most. */
    private static final int LARGE = 20_000;

    private final OwnAddress address;
    private final FileLinks files;

    public NativeBody(OwnAddress address, FileLinks files) {
        this.address = requireNonNull(address);
        this.files = requireNonNull(files);
    }

    @Override
    public JsonNode write(Occurrence occurrence) {
        ObjectNode post = Json.MAPPER
                .createObjectNode()
                .put("type", occurrence.event())
                .put("timestamp", occurrence.at().toString());
        ObjectNode data = data(occurrence.subject());
        post.set("data", data);
        if (Json.MAPPER.writeValueAsBytes(post).length > LARGE) {
            data.remove("input");
        }
        return post;
    }

    private ObjectNode data(Subject subject) {
        return switch (subject) {
            case Subject.OfGeneration(var generation) -> generation(generation);
            case Subject.OfBatch(var batch) -> Json.MAPPER.valueToTree(BatchResource.of(batch, address.base()));
            case Subject.Trial _ -> Json.MAPPER.createObjectNode().put("message", "Posts arrive.");
        };
    }

    private ObjectNode generation(Generation generation) {
        ObjectNode data = Json.MAPPER.valueToTree(GenerationResource.of(generation, address.base()));
        List<String> links = files.links(address.base(), generation);
        for (int index = 0; index < links.size(); index++) {
            ((ObjectNode) data.path("artifacts").path(index)).put("url", links.get(index));
        }
        if (!links.isEmpty()) {
            ((ObjectNode) data.path("links")).put("file", links.getFirst());
        }
        return data;
    }
}
