package dev.atelier.connectors.stability;

import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.platform.failure.Failure;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads {@code {"image", "seed", "finish_reason"}}; what was slow has {@code result} for {@code image}. */
final class Picture {
    private Picture() {}

    static Submission read(JsonNode answer) {
        return switch (answer.path("finish_reason").asString("")) {
            // The picture that comes along is blurred.
            case "CONTENT_FILTERED" -> failed(new Failure.ContentRefused("stability withheld the picture."));
            case "ERROR" -> failed(new Failure.ProviderFailed("stability failed at the picture."));
            default -> {
                var image = answer.path("image").isString() ? answer.path("image") : answer.path("result");
                yield image.isString()
                        ? decoded(image.asString(), answer)
                        : failed(new Failure.MalformedReply("stability answered without a picture."));
            }
        };
    }

    private static Submission decoded(String base64, JsonNode answer) {
        var seed = answer.path("seed");
        return switch (VendorFiles.decode(base64)) {
            case Brought.Missing(var failure) -> failed(failure);
            case Brought.All(var outputs) ->
                new Submission.Succeeded(
                        outputs,
                        Map.of(),
                        seed.isIntegralNumber() ? Map.of("seed", seed.toString()) : Map.of(),
                        Optional.empty());
        };
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
