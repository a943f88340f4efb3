package dev.atelier.ingest.generation;

import dev.atelier.event.BatchAxis;
import dev.atelier.event.BatchItem;
import dev.atelier.event.BatchRequested;
import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells whether two requests ask for the same: model, style, inputs and set of tags, however their JSON is written. */
final class BatchFingerprint {
    private static final JsonMapper CANONICAL = Json.MAPPER
            .rebuild()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private final MessageDigest digest;

    private BatchFingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(BatchRequested request, List<BatchItem> items) {
        return new BatchFingerprint(Sha256.newDigest()).hash(request, items);
    }

    private String hash(BatchRequested request, List<BatchItem> items) {
        request.getModel().ifPresent(this::add);
        request.getStyle().ifPresent(this::add);
        addJson(request.getInput());
        new TreeSet<>(request.getTags()).forEach(this::add);
        for (BatchAxis axis : request.getMatrix()) {
            add(axis.getName());
            axis.getValues().forEach(this::addJson);
        }
        for (BatchItem item : items) {
            addJson(item.getInput());
            item.getModel().ifPresent(this::add);
            item.getStyle().ifPresent(this::add);
            item.getParentId().ifPresent(this::add);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addJson(String json) {
        add(CANONICAL.writeValueAsString(CANONICAL.readTree(json)));
    }

    /** The length goes before, so that no two lists of texts are hashed alike. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
