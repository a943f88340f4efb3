package org.example.easel;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads paintings: where one stands, and what it became. */
final class Paintings {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final long MICROS_PER_CENT = 10_000;

    private final VendorFiles files;

    Paintings(VendorApi api) {
        files = new VendorFiles(api);
    }

    Submission read(Job job, String id, JsonNode painting, Progress progress) throws InterruptedException {
        return switch (painting.path("state").asString("")) {
            case "waiting" -> new Submission.Pending(id, SOON);
            case "painting" -> {
                double done = painting.path("done").asDouble(-1);
                if (done >= 0 && done <= 1) {
                    progress.at(done, "painting");
                }
                yield new Submission.Pending(id, SOON);
            }
            case "dry" -> brought(job, painting);
            case "torn" -> failed(EaselErrors.ofPainting(painting, job));
            default -> failed(new Failure.MalformedReply("easel answered with something that is no painting."));
        };
    }

    /** Easel shows a painting to anybody for an hour: no key goes there. */
    private Submission brought(Job job, JsonNode painting) throws InterruptedException {
        return switch (files.bring(job, List.of(painting.path("picture").asString("")))) {
            case Brought.All(var outputs) ->
                new Submission.Succeeded(outputs, Map.of(), Map.of(), cost(painting.path("cents")));
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    private static Optional<Long> cost(JsonNode cents) {
        return cents.isIntegralNumber() && cents.canConvertToInt()
                ? Optional.of(cents.asInt() * MICROS_PER_CENT)
                : Optional.empty();
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
