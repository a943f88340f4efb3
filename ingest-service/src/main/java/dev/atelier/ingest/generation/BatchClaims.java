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
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts references in the place of what is large in the inputs of a batch, and has each input checked. Used once. */
final class BatchClaims {
    private final String project;
    private final Predicate<String> styles;
    private final BatchChecks checks;
    private final InputFiles files;
    private final List<Claim> claims = new ArrayList<>();
    private Optional<String> model = Optional.empty();

    BatchClaims(String project, Predicate<String> styles, BatchChecks checks, InputFiles files) {
        this.project = project;
        this.styles = styles;
        this.checks = checks;
        this.files = files;
    }

    /** What is to be stored before the batch is sent. */
    List<Claim> claims() {
        return claims;
    }

    /** The items as records. */
    List<BatchItem> items(List<Item> items) throws InterruptedException {
        checks.checkCount(items.size());
        model = items.getFirst().model();
        List<BatchItem> records = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            Item item = items.get(index);
            String name = "inputs[%d]".formatted(index);
            Claimed claimed = InputClaims.claim(project, files.named(item.input(), name), name);
            checks.checkItem(item, claimed.input(), index);
            claims.addAll(claimed.claims());
            ObjectNode input = files.fetched(checks.schema(item.model()), claimed.input(), name);
            records.add(BatchItem.newBuilder()
                    .setInput(Json.MAPPER.writeValueAsString(input))
                    .setModel(item.model().orElse(null))
                    .setCapability(item.capability().orElse(null))
                    .setStyle(RequestRules.style(item.style(), styles).orElse(null))
                    .setParentId(item.parentId().orElse(null))
                    .setPattern(item.pattern().orElse(null))
                    .setTags(RequestRules.tags(item.tags()))
                    .build());
        }
        return records;
    }

    /** The values of each input as records. */
    List<BatchAxis> axes(Map<String, List<JsonNode>> values) throws InterruptedException {
        ObjectNode all = Json.MAPPER.createObjectNode();
        values.forEach((name, each) -> all.putArray(name).addAll(each));
        Claimed claimed = InputClaims.claim(project, files.named(all, "matrix"), "matrix");
        claims.addAll(claimed.claims());
        checks.checkMatrix(axes(claimed.input()), claimed.input());
        return axes(files.fetchedEach(checks.schema(model), claimed.input(), "matrix"));
    }

    private static List<BatchAxis> axes(ObjectNode values) {
        return values.properties().stream()
                .map(axis -> new BatchAxis(
                        axis.getKey(),
                        axis.getValue()
                                .valueStream()
                                .map(Json.MAPPER::writeValueAsString)
                                .toList()))
                .toList();
    }

    /** What all have in common as JSON. It is judged in the words of the first one's model. */
    String common(ObjectNode common) throws InterruptedException {
        return Json.MAPPER.writeValueAsString(files.fetched(checks.schema(model), common, "input"));
    }
}
