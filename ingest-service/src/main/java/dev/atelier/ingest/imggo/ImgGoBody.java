package dev.atelier.ingest.imggo;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.webhooks.Format;
import dev.atelier.ingest.webhooks.Occurrence;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What ImgGo posts to webhooks: the job and its manifest. Blocks. Thread-safe. */
public final class ImgGoBody implements Format.Body {
    /** As endpoints name this form. */
    public static final String FORMAT = "imggo";

    private final ImgGoJobs jobs;

    public ImgGoBody(Products products) {
        this.jobs = new ImgGoJobs(requireNonNull(products));
    }

    @Override
    public JsonNode write(Occurrence occurrence) throws IOException {
        ObjectNode post = Json.MAPPER.createObjectNode().put("event", ImgGoEvents.theirs(occurrence.event()));
        if (occurrence.subject() instanceof Subject.OfGeneration(var generation)) {
            post.put("job_id", generation.id())
                    .putNull("pattern_id")
                    .set("manifest", jobs.manifest(generation).orElseGet(Json.MAPPER::nullNode));
        }
        return post.put("timestamp", occurrence.at().toString());
    }
}
