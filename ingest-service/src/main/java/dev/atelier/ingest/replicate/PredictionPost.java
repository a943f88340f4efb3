package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.webhooks.Format;
import dev.atelier.ingest.webhooks.Occurrence;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** What is posted in Replicate's form: the prediction as it stands, as reading it would answer. Thread-safe. */
final class PredictionPost implements Format.Body {
    /** What requests name the form by. */
    static final String FORMAT = "replicate";

    private final OwnAddress address;
    private final Predictions predictions;

    PredictionPost(OwnAddress address, Predictions predictions) {
        this.address = requireNonNull(address);
        this.predictions = requireNonNull(predictions);
    }

    @Override
    public JsonNode write(Occurrence occurrence) throws IOException {
        return Json.MAPPER.valueToTree(predictions.of(address.base(), occurrence.generation()));
    }
}
