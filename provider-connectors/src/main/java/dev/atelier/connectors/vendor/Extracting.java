package dev.atelier.connectors.vendor;

import dev.atelier.connectors.provider.Job;
import dev.atelier.event.Capability;
import dev.atelier.event.Correction;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model is told when it is to fill in a schema, for those that have to be told in words. Stateless. */
public final class Extracting {
    /** What is asked where there are pictures and no prompt. */
    public static final String UNASKED = "Extract what the schema asks for.";

    private static final String PROMPT = "prompt";
    private static final String SCHEMA = "schema";

    private Extracting() {}

    /** What a model is to be told of the answer that it gave last. */
    public static String feedback(Correction correction) {
        return """
                That does not conform to the schema. This is wrong with it, by JSON pointer:
                %s
                Answer again with the whole JSON value, corrected, and nothing else.""".formatted(correction.getViolations().stream()
                .map(violation -> "- %s %s".formatted(violation.getPath(), violation.getMessage()))
                .collect(Collectors.joining("\n")));
    }

    /**
     * {@code job} for a model that knows nothing of schemas: its prompt carries the instructions, the schema, and what was wrong
     * with the last answer. What is to be extracted under another name than {@code schema} stays, for a model that does know.
     */
    public static Job inWords(Job job) {
        if (job.capability() != Capability.EXTRACT || job.schema().isEmpty()) {
            return job;
        }
        ObjectNode parameters = job.parameters().deepCopy();
        parameters.remove(SCHEMA);
        JsonNode prompt = parameters.path(PROMPT);
        var words = new StringBuilder(prompt.isString() ? prompt.asString() : UNASKED);
        words.append(
                        "\n\nAnswer with one JSON value that conforms to this JSON Schema, and with nothing before or after it:\n")
                .append(Json.MAPPER.writeValueAsString(job.schema().get()));
        Optional<Correction> correction = job.correction();
        correction.ifPresent(last -> words.append("\n\nYour last answer was:\n")
                .append(last.getAnswer())
                .append("\n\n")
                .append(feedback(last)));
        return job.with(parameters.put(PROMPT, words.toString()));
    }
}
