package dev.atelier.ingest.generation;

import dev.atelier.event.BatchAxis;
import dev.atelier.event.BatchItem;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.InputClaims.Claimed;
import dev.atelier.ingest.generation.NewBatch.Item;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** The rules of a batch and of each of its inputs. Refuses by naming the input, such as {@code inputs[17].prompt}. */
final class BatchChecks {
    private static final String INPUT = "input";
    /** What one input may have; whatever is larger is an object of its own. */
    private static final int LARGEST_INPUT = 64 * 1024;
    /** A record holds twice that. */
    private static final int LARGEST_MATRIX = 512 * 1024;

    private static final int LARGEST_PART = 128 * 1024;
    /** An item is this much more than its input, about. */
    private static final int AROUND_INPUT = 100;

    private final ModelCatalogue models;
    private final InputRules rules;
    private final Caller caller;
    private final NewBatch batch;
    private final ObjectNode common;
    private final Map<Optional<String>, ModelDefined> known = new HashMap<>();

    BatchChecks(ModelCatalogue models, InputRules rules, Caller caller, NewBatch batch, Claimed common) {
        this.models = models;
        this.rules = rules;
        this.caller = caller;
        this.batch = batch;
        this.common = common.input();
    }

    /** How many combinations there are, once it is known that they are not too many. */
    static int total(List<BatchAxis> axes) {
        return BatchInputs.combinations(axes).intValueExact();
    }

    /** {@code items} in lists that fit into a record each. */
    static List<List<BatchItem>> parts(List<BatchItem> items) {
        List<List<BatchItem>> parts = new ArrayList<>();
        int size = LARGEST_PART;
        for (BatchItem item : items) {
            int bytes = bytes(item.getInput()) + AROUND_INPUT;
            if (size + bytes > LARGEST_PART) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.getLast().add(item);
            size += bytes;
        }
        return parts;
    }

    void checkCount(int items) {
        if (items < 1 || items > BatchInputs.MOST) {
            throw RefusedException.invalid(
                    "inputs", "inputs must have 1 to %d elements, but had %d".formatted(BatchInputs.MOST, items));
        }
    }

    void checkItem(Item item, ObjectNode own, int index) {
        String name = "inputs[%d]".formatted(index);
        checkSize(name, own.toString(), LARGEST_INPUT);
        ModelDefined model = model(item.model());
        var _ = ModelCatalogue.capability(model, item.capability().or(batch::capability));
        check(model, own, field -> name + field.substring(INPUT.length()));
    }

    /** {@code values} holds the values of each of {@code axes}. */
    void checkMatrix(List<BatchAxis> axes, ObjectNode values) {
        for (BatchAxis axis : axes) {
            if (axis.getValues().isEmpty()) {
                throw RefusedException.invalid(
                        "matrix." + axis.getName(),
                        "matrix.%s must have at least one value, but had 0".formatted(axis.getName()));
            }
        }
        BigInteger total = axes.isEmpty() ? BigInteger.ZERO : BatchInputs.combinations(axes);
        if (total.signum() == 0 || total.compareTo(BigInteger.valueOf(BatchInputs.MOST)) > 0) {
            throw RefusedException.invalid(
                    "matrix", "matrix must make 1 to %d combinations, but made %d".formatted(BatchInputs.MOST, total));
        }
        checkSize("matrix", values.toString(), LARGEST_MATRIX);
        ModelDefined model = model(Optional.empty());
        var _ = ModelCatalogue.capability(model, batch.capability());
        for (int index = 0; index < total.intValueExact(); index++) {
            checkCombination(model, axes, values, index);
        }
    }

    private void checkCombination(ModelDefined model, List<BatchAxis> axes, ObjectNode values, int index) {
        ObjectNode own = common.objectNode();
        Map<String, Integer> places = new HashMap<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            String name = axes.get(axis).getName();
            int place = BatchInputs.place(axes, axis, index);
            places.put(name, place);
            own.set(name, values.path(name).path(place));
        }
        check(model, own, field -> inMatrix(field, places));
    }

    /** {@code input.seed} is {@code matrix.seed[3]} where the matrix says what it is. */
    private static String inMatrix(String field, Map<String, Integer> places) {
        String inside = field.substring(Math.min(field.length(), INPUT.length() + 1));
        String name = inside.split("[.\\[]", 2)[0];
        return places.containsKey(name)
                ? "matrix.%s[%d]%s".formatted(name, places.get(name), inside.substring(name.length()))
                : field;
    }

    private void check(ModelDefined model, ObjectNode own, UnaryOperator<String> rename) {
        // A copy of the names alone: what is below them nobody changes, and it may be large.
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.setAll(common);
        input.setAll(own);
        Optional<InvalidRequest> violation = rules.violation(model.getInputSchema(), input);
        violation.ifPresent(broken -> {
            String field = broken.field().orElse(INPUT);
            String name = rename.apply(field);
            String message = broken.detail().startsWith(field)
                    ? name + broken.detail().substring(field.length())
                    : broken.detail();
            throw RefusedException.invalid(name, message);
        });
    }

    /** What the input of the model is to fit; absent: the batch's model. */
    String schema(Optional<String> named) {
        return model(named).getInputSchema();
    }

    private ModelDefined model(Optional<String> named) {
        return known.computeIfAbsent(named.or(batch::model), name -> models.toRun(caller, name));
    }

    private static void checkSize(String field, String json, int most) {
        int size = bytes(json);
        if (size > most) {
            throw RefusedException.invalid(
                    field, "%s must have at most %d bytes as JSON, but had %d".formatted(field, most, size));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
