package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.feed.EventType;
import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.v1.GenerationResource.Artifact;
import dev.atelier.ingest.v1.GenerationResource.Cost;
import dev.atelier.ingest.v1.GenerationResource.Fault;
import dev.atelier.ingest.v1.GenerationResource.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The data of each event of a stream. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EventResource(
        @JsonProperty(required = true)
        @JsonPropertyDescription(
                "What happened; the event is named so as well. reset: what was missed cannot be told; read the current "
                        + "state, or go on without it.")
        EventType type,

        @JsonProperty(required = true) @JsonPropertyDescription("When it happened.")
        Instant at,

        @JsonPropertyDescription("How the generation stands since; not in events of a batch.")
        Optional<GenerationStanding> generation,

        @JsonPropertyDescription("How the batch stands since; only in batch.* events.")
        Optional<BatchResource> batch) {

    /** How a generation stands after an event, without its input. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record GenerationStanding(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) Status status,
            Optional<String> model,
            Optional<String> provider,

            @JsonProperty(required = true) @JsonPropertyDescription("How often it was dispatched.")
            int attempt,

            @JsonProperty(required = true) List<String> tags,

            @JsonPropertyDescription("The batch it belongs to.")
            Optional<String> batch,

            @JsonPropertyDescription("How far it is, or why it is tried again.")
            Optional<Progress> progress,

            @JsonPropertyDescription(
                    "How it looks so far, a small JPEG as a data: URI; in some progress events of a generation "
                            + "whose input asks for previews.")
            Optional<String> preview,

            Optional<Cost> cost,

            @JsonPropertyDescription("Why it did not succeed.")
            Optional<Fault> error,

            @JsonProperty(required = true) @JsonPropertyDescription("What was made; empty until it has succeeded.")
            List<Artifact> artifacts,

            @JsonProperty(required = true) @JsonPropertyDescription("Where all of it is read.")
            String self) {}

    /** {@code news} with links that begin with {@code base}. */
    static EventResource of(News news, String base) {
        return switch (news) {
            case News.OfGeneration of ->
                new EventResource(of.type(), of.at(), Optional.of(standing(of, base)), Optional.empty());
            case News.OfBatch(var batch) ->
                new EventResource(news.type(), news.at(), Optional.empty(), Optional.of(BatchResource.of(batch, base)));
        };
    }

    /** That something was missed by {@code now}. */
    static EventResource reset(Instant now) {
        return new EventResource(EventType.RESET, now, Optional.empty(), Optional.empty());
    }

    private static GenerationStanding standing(News.OfGeneration news, String base) {
        String id = news.subject().id();
        return new GenerationStanding(
                id,
                news.status(),
                news.model(),
                news.provider(),
                news.attempt(),
                news.tags(),
                news.batch(),
                news.progress().map(progress -> new Progress(progress.share(), progress.message())),
                news.previewInBase64().map("data:image/jpeg;base64,"::concat),
                news.costMicros().map(Cost::new),
                news.fault().map(fault -> new Fault(fault.code(), fault.message(), fault.field())),
                GenerationResource.artifacts(id, news.artifacts(), base),
                "%s/v1/generations/%s".formatted(base, id));
    }
}
