package dev.atelier.ingest.generation;

import dev.atelier.event.Capability;
import dev.atelier.event.PatternReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many generations that a client asks for as one; not yet checked.
 *
 * @param model      the model's name, where an item names none; absent: the project's default
 * @param capability what to do, where an item does not say; absent: the model's first
 * @param input      what all inputs have in common
 * @param style      name of the style preset to make each in, where an item names none
 * @param wanted     what is made of it
 * @param tags       the client's own labels
 * @param conditions how each is to be run; the lane is always that of batches
 * @param rate       most that are begun a second; absent: as fast as those before them end
 * @param callback   where to post what becomes of it
 * @param pattern    the pattern that each is asked for by, where an item names none; the caller has seen to it that it is the
 *                   project's
 */
public record NewBatch(
        Optional<String> model,
        Optional<Capability> capability,
        ObjectNode input,
        Optional<String> style,
        Wanted wanted,
        List<String> tags,
        Conditions conditions,
        Optional<Double> rate,
        Optional<Callback> callback,
        Optional<PatternReference> pattern) {
    public NewBatch {
        tags = List.copyOf(tags);
    }

    /** One that is asked for by no pattern. */
    public NewBatch(
            Optional<String> model,
            Optional<Capability> capability,
            ObjectNode input,
            Optional<String> style,
            Wanted wanted,
            List<String> tags,
            Conditions conditions,
            Optional<Double> rate,
            Optional<Callback> callback) {
        this(model, capability, input, style, wanted, tags, conditions, rate, callback, Optional.empty());
    }

    /** One generation for each item, or for each combination. */
    public sealed interface Wanted {
        /** Each is laid over what all have in common. */
        record Items(List<Item> items) implements Wanted {
            public Items {
                items = List.copyOf(items);
            }
        }

        /** Every combination of the values of each input, the last input varying fastest. */
        record Matrix(Map<String, List<JsonNode>> values) implements Wanted {
            public Matrix {
                values = new LinkedHashMap<>(values);
            }
        }
    }

    /**
     * What is to be made once.
     *
     * @param input      laid over what all inputs have in common
     * @param model      absent: as the batch says
     * @param capability absent: as the batch says
     * @param style      absent: as the batch says
     * @param parentId   the generation this one is made from; the caller has seen to it that it is the project's
     * @param tags       labels of its own, beside those of the batch
     * @param pattern    the pattern that it is asked for by; absent: as the batch says
     */
    public record Item(
            ObjectNode input,
            Optional<String> model,
            Optional<Capability> capability,
            Optional<String> style,
            Optional<String> parentId,
            List<String> tags,
            Optional<PatternReference> pattern) {
        public Item {
            tags = List.copyOf(tags);
        }

        /** One that differs in its input alone. */
        public static Item of(ObjectNode input) {
            return new Item(
                    input,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }
    }
}
