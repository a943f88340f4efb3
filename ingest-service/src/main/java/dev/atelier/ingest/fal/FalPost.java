package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.webhooks.Format;
import dev.atelier.ingest.webhooks.Occurrence;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is posted in fal's form: what came out, or the error that the result call answers. Thread-safe.
 *
 * @see <a href="https://docs.fal.ai/model-apis/model-endpoints/webhooks">fal: webhooks</a>
 */
final class FalPost implements Format.Body {
    /** What requests name the form by. */
    static final String FORMAT = "fal";

    private final OwnAddress address;
    private final FalOutput output;

    FalPost(OwnAddress address, FalOutput output) {
        this.address = requireNonNull(address);
        this.output = requireNonNull(output);
    }

    @Override
    public JsonNode write(Occurrence occurrence) throws IOException {
        Generation generation = occurrence.generation();
        ObjectNode post = Json.MAPPER
                .createObjectNode()
                .put("request_id", generation.id())
                .put("gateway_request_id", generation.id());
        return generation.status() == Status.SUCCEEDED ? succeeded(post, generation) : failed(post, generation);
    }

    private ObjectNode succeeded(ObjectNode post, Generation generation) throws IOException {
        post.put("status", "OK");
        try {
            post.set("payload", output.of(address.base(), generation));
        } catch (ProblemException e) {
            post.putNull("payload").put("payload_error", e.problem().message());
        }
        return post;
    }

    private static ObjectNode failed(ObjectNode post, Generation generation) {
        Dialect.Answer answer = FalError.answer(Unsuccessful.problem(generation), "");
        post.put("status", "ERROR").put("error", "Invalid status code: %d".formatted(answer.status()));
        post.set("payload", Json.MAPPER.valueToTree(answer.body()));
        return post;
    }
}
