package dev.atelier.ingest.generation;

import dev.atelier.event.BatchAxis;
import dev.atelier.event.BatchItem;
import dev.atelier.ingest.generation.InputClaims.Claim;
import dev.atelier.ingest.generation.InputClaims.Claimed;
import dev.atelier.ingest.generation.NewBatch.Item;
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts references in the place of what is large in the inputs of a batch, and has each input checked. Used once. */
final class BatchClaims {
    private final String project;
    private final Predicate<String> styles;
    private final BatchChecks checks;
    private final List<Claim> claims = new ArrayList<>();

    BatchClaims(String project, Predicate<String> styles, BatchChecks checks) {
        this.project = project;
        this.styles = styles;
        this.checks = checks;
    }

    /** What is to be stored before the batch is sent. */
    List<Claim> claims() {
        return claims;
    }

    /** The items as records. */
    List<BatchItem> items(List<Item> items) {
        checks.checkCount(items.size());
        List<BatchItem> records = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            Item item = items.get(index);
            Claimed claimed = InputClaims.claim(project, item.input(), "inputs[%d]".formatted(index));
            checks.checkItem(item, claimed.input(), index);
            claims.addAll(claimed.claims());
            records.add(BatchItem.newBuilder()
                    .setInput(Json.MAPPER.writeValueAsString(claimed.input()))
                    .setModel(item.model().orElse(null))
                    .setCapability(item.capability().orElse(null))
                    .setStyle(RequestRules.style(item.style(), styles).orElse(null))
                    .setParentId(item.parentId().orElse(null))
                    .setTags(RequestRules.tags(item.tags()))
                    .build());
        }
        return records;
    }

    /** The values of each input as records. */
    List<BatchAxis> axes(Map<String, List<JsonNode>> values) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        values.forEach((name, each) -> all.putArray(name).addAll(each));
        Claimed claimed = InputClaims.claim(project, all, "matrix");
        claims.addAll(claimed.claims());
        List<BatchAxis> axes = claimed.input().properties().stream()
                .map(axis -> new BatchAxis(
                        axis.getKey(),
                        axis.getValue()
                                .valueStream()
                                .map(Json.MAPPER::writeValueAsString)
                                .toList()))
                .toList();
        checks.checkMatrix(axes, claimed.input());
        return axes;
    }
}
