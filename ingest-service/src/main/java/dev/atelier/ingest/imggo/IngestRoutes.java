package dev.atelier.ingest.imggo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.pattern.Ingest;
import dev.atelier.ingest.pattern.Ingest.Many;
import dev.atelier.ingest.pattern.Ingest.One;
import dev.atelier.ingest.pattern.Picture;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.catalogue.BatchInputs;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /api/patterns/{id}/ingest} as ImgGo had it, the same for many pictures, and trials of drafts. */
public final class IngestRoutes {
    private static final String PATTERN = PatternRoutes.PATTERNS + "/{id}";
    private static final Parameter ONCE = IdempotencyKey.parameter("The same key and request are the same job.");
    private static final String URL = "An https URL, or a data URI in base64. Or give upload_id.";
    private static final String UPLOAD = "The id of a file that was uploaded. Or give image_url.";
    private static final String TAGS = "Your own labels: at most 32, each of 1 to 64 printable characters.";

    private final Ingest ingest;
    private final JsonBodies bodies;

    /** {@code bodies} may be large: pictures may ride in them. */
    public IngestRoutes(Ingest ingest, JsonBodies bodies) {
        this.ingest = requireNonNull(ingest);
        this.bodies = requireNonNull(bodies);
    }

    /** What is to be read. */
    record ImgGoIngest(
            @JsonProperty("image_url") @JsonPropertyDescription(URL)
            Optional<String> imageUrl,

            @JsonProperty("upload_id") @JsonPropertyDescription(UPLOAD)
            Optional<String> uploadId,

            @JsonPropertyDescription(TAGS) Optional<List<String>> tags,

            @JsonPropertyDescription("An https URL to post the end to, beside the project's webhooks.")
            Optional<String> webhook,

            @JsonProperty("webhook_events")
            @JsonPropertyDescription("Among job.succeeded and job.failed. Left out: both.")
            Optional<List<String>> webhookEvents) {
        One one() {
            return new One(Picture.of("", imageUrl, uploadId), tags.orElse(List.of()), callback());
        }

        private Optional<Callback> callback() {
            if (webhook.isEmpty() && webhookEvents.isPresent()) {
                throw RefusedException.invalid("webhook_events", "webhook_events need a webhook to be posted to");
            }
            return webhook.map(url -> new Callback(
                    url, ImgGoEvents.ours("webhook_events", webhookEvents), Optional.of(ImgGoBody.FORMAT)));
        }
    }

    /** What is to be tried. */
    record ImgGoTry(
            @JsonProperty("image_url") @JsonPropertyDescription(URL)
            Optional<String> imageUrl,

            @JsonProperty("upload_id") @JsonPropertyDescription(UPLOAD)
            Optional<String> uploadId,

            @JsonPropertyDescription("Which version, published or not. Left out: the latest.")
            Optional<Integer> version) {
        One one() {
            return new One(Picture.of("", imageUrl, uploadId), List.of(Ingest.TRIAL), Optional.empty());
        }
    }

    /** One picture of many. */
    record ImgGoImage(
            @JsonProperty("image_url") @JsonPropertyDescription(URL)
            Optional<String> imageUrl,

            @JsonProperty("upload_id") @JsonPropertyDescription(UPLOAD)
            Optional<String> uploadId) {}

    /** What is to be read, all by the same version. */
    record ImgGoBulk(
            @JsonProperty(required = true)
            @JsonPropertyDescription(
                    "From 1 to 10000. What is at URLs the provider fetches; where the model wants files instead, 16 URLs at most.")
            List<ImgGoImage> images,

            @JsonPropertyDescription(TAGS) Optional<List<String>> tags,

            @JsonProperty("rate_per_second")
            @JsonPropertyDescription(
                    "Most that are begun a second, above 0. Left out: as fast as those before them end.")
            Optional<Double> ratePerSecond) {
        Many many() {
            if (images.isEmpty() || images.size() > BatchInputs.MOST) {
                throw RefusedException.invalid(
                        "images", "images must be 1 to %d, but were %d".formatted(BatchInputs.MOST, images.size()));
            }
            List<Picture> pictures = new ArrayList<>(images.size());
            for (ImgGoImage image : images) {
                pictures.add(Picture.of("images[%d].".formatted(pictures.size()), image.imageUrl(), image.uploadId()));
            }
            return new Many(pictures, tags.orElse(List.of()), ratePerSecond);
        }
    }

    /** A job that was accepted. */
    record ImgGoQueuedReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoQueued data) {
        static ImgGoQueuedReply of(Generation generation) {
            return new ImgGoQueuedReply(true, new ImgGoQueued(generation.id(), ImgGoJobs.word(generation.status())));
        }
    }

    /** Under which id it is found. */
    record ImgGoQueued(
            @JsonProperty(value = "job_id", required = true) String jobId,

            @JsonProperty(required = true) @JsonPropertyDescription("queued, running, succeeded or failed.")
            String status) {}

    /** A batch that was accepted. */
    record ImgGoBulkReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoBatch data) {
        static ImgGoBulkReply of(Batch batch) {
            return new ImgGoBulkReply(
                    true,
                    new ImgGoBatch(
                            batch.id(),
                            batch.status().word(),
                            batch.counts().total(),
                            "/v1/batches/%s".formatted(batch.id())));
        }
    }

    /** Under which id it is found. */
    record ImgGoBatch(
            @JsonProperty(value = "batch_id", required = true)
            String batchId,

            @JsonProperty(required = true) String status,
            @JsonProperty(required = true) int total,

            @JsonProperty(required = true)
            @JsonPropertyDescription("Where it is read; the label batch: and its id finds its jobs.")
            String url) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                route(
                        "/ingest",
                        "imgGoIngest",
                        "Have a picture read by a pattern; the job tells what becomes of it.",
                        Body.required(ImgGoIngest.class).like("""
                                {"image_url": "https://example.com/shelf.jpg"}"""),
                        ImgGoQueuedReply.class,
                        this::ingest),
                route(
                        "/ingest/bulk",
                        "imgGoIngestBulk",
                        "Have up to 10000 pictures read by the same version of a pattern, as a batch.",
                        Body.required(ImgGoBulk.class).like("""
                                {"images": [{"image_url": "https://example.com/shelf-1.jpg"},
                                            {"image_url": "https://example.com/shelf-2.jpg"}]}"""),
                        ImgGoBulkReply.class,
                        this::ingestAll),
                route(
                        "/try",
                        "imgGoTryPattern",
                        "Try a version of a pattern, published or not, on a picture.",
                        Body.required(ImgGoTry.class).like("""
                                {"image_url": "https://example.com/shelf.jpg", "version": 2}"""),
                        ImgGoQueuedReply.class,
                        this::attempt));
    }

    private static Route route(
            String path, String operation, String summary, Body body, Class<?> shape, Route.Handling handling) {
        boolean once = !path.equals("/try");
        return new Route(
                Verb.POST,
                PATTERN + path,
                operation,
                summary,
                Access.SUBMIT,
                once ? List.of(PatternRoutes.ID, ONCE) : List.of(PatternRoutes.ID),
                Optional.of(body),
                List.of(
                        Answer.json(202, "It is queued.", shape),
                        PatternRoutes.NONE,
                        PatternRoutes.error(
                                409, "No version is published, or the Idempotency-Key was used for another request."),
                        PatternRoutes.error(413, "The body is too large."),
                        PatternRoutes.error(415, "The body is not JSON.")),
                handling);
    }

    private void ingest(Context context) throws IOException, InterruptedException {
        Caller caller = caller(context);
        var one = bodies.read(context, ImgGoIngest.class).one();
        Generation begun = ingest.ingest(caller, id(context), one, IdempotencyKey.of(context));
        Replies.json(context, 202, ImgGoQueuedReply.of(begun));
    }

    private void ingestAll(Context context) throws IOException, InterruptedException {
        Caller caller = caller(context);
        var many = bodies.read(context, ImgGoBulk.class).many();
        Batch begun = ingest.ingest(caller, id(context), many, IdempotencyKey.of(context));
        Replies.json(context, 202, ImgGoBulkReply.of(begun));
    }

    private void attempt(Context context) throws IOException, InterruptedException {
        Caller caller = caller(context);
        var body = bodies.read(context, ImgGoTry.class);
        Generation begun = ingest.attempt(caller, id(context), body.version(), body.one());
        Replies.json(context, 202, ImgGoQueuedReply.of(begun));
    }

    /** Who asks, of a pattern that there is to it. */
    private Caller caller(Context context) {
        Caller caller = Authentication.caller(context);
        ingest.check(caller, id(context));
        return caller;
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }
}
