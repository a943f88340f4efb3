package dev.atelier.connectors.sketch;

import dev.atelier.platform.extraction.Conformance;
import dev.atelier.platform.extraction.Violation;
import dev.atelier.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a JSON document that conforms to a JSON Schema (2020-12), the same for the same schema and seed. Several variants
 * are tried, and none is given out that the validator does not accept.
 */
final class Sampler {
    private static final int VARIANTS = 32;

    private Sampler() {}

    /** What came of it. */
    sealed interface Result {}

    /** A document that conforms, in UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Sample(byte[] json) implements Result {}

    /** There is none; {@code why} completes the sentence "the schema …". */
    record NoSample(String why) implements Result {}

    static Result sample(JsonNode schema, long seed) {
        if (!(schema instanceof ObjectNode root)) {
            return new NoSample("must be a JSON Schema object");
        }
        var faults = Conformance.faults(root);
        if (!faults.isEmpty()) {
            return new NoSample(Violation.told(faults.subList(0, 1)));
        }
        var conformance = Conformance.of(root);
        for (int variant = 0; variant < VARIANTS; variant++) {
            var sample = new SampleWalk(root, seed, variant).sample();
            if (sample.isPresent() && conformance.violations(sample.get()).isEmpty()) {
                return new Sample(Json.MAPPER.writeValueAsBytes(sample.get()));
            }
        }
        return new NoSample("has no sample that the sketch provider can find");
    }
}
