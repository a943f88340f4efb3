package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Claim;
import dev.atelier.connectors.provider.InputFiles;
import dev.atelier.connectors.provider.Job;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationJob;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the provider's view of a job from its record. */
final class JobReader {
    private JobReader() {}

    /** The job; none when its parameters are not a JSON object. */
    static Optional<Job> read(GenerationJob event, InputFiles inputs, Claim claim) {
        if (!(parse(event.getParameters()) instanceof ObjectNode parameters)) {
            return Optional.empty();
        }
        return Optional.of(new Job(
                event.getGenerationId(),
                event.getProject(),
                event.getAccount(),
                event.getModel(),
                event.getProviderModel(),
                event.getCapability(),
                parameters,
                event.getAttempt(),
                event.getDeadline(),
                inputs,
                claim,
                schema(event, parameters),
                event.getCorrection()));
    }

    /** The client's; that of a model which always asks for the same is among its parameters. */
    private static Optional<JsonNode> schema(GenerationJob event, ObjectNode parameters) {
        return event.getCapability() == Capability.EXTRACT
                ? event.getAnswerSchema()
                        .map(JobReader::parse)
                        .or(() -> Optional.ofNullable(parameters.get("schema")))
                        .filter(schema -> !schema.isNull())
                : Optional.empty();
    }

    /** The exception says nothing more, for its message quotes the parameters, which may be private. */
    private static JsonNode parse(String parameters) {
        try {
            return Json.MAPPER.readTree(parameters);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
