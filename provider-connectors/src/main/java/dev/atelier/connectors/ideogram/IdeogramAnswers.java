package dev.atelier.connectors.ideogram;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads what was made or described. */
final class IdeogramAnswers {
    private final VendorFiles files;

    IdeogramAnswers(VendorApi api) {
        files = new VendorFiles(api);
    }

    Submission read(Job job, JsonNode answer) throws InterruptedException {
        return job.capability() == Capability.DESCRIBE ? described(answer) : made(job, answer.path("data"));
    }

    private Submission made(Job job, JsonNode data) throws InterruptedException {
        List<String> links = new ArrayList<>();
        List<String> seeds = new ArrayList<>();
        boolean withheld = false;
        for (JsonNode picture : data) {
            if (picture.path("is_image_safe").asBoolean(true)) {
                links.add(picture.path("url").asString(""));
                if (picture.path("seed").isIntegralNumber()) {
                    seeds.add(picture.path("seed").toString());
                }
            } else {
                withheld = true;
            }
        }
        if (links.isEmpty()) {
            return failed(
                    withheld
                            ? new Failure.ContentRefused("ideogram: what was made did not pass the safety check.")
                            : new Failure.MalformedReply("ideogram answered with something that is no picture."));
        }
        // Paid by now: what cannot be fetched stays uncertain, and nobody asks for it again unasked.
        return switch (files.bring(job, links)) {
            case Brought.All(var outputs) -> done(outputs, details(seeds));
            case Brought.Missing(var failure) -> failed(failure);
        };
    }

    /** Several descriptions are one text, with an empty line between them. */
    private static Submission described(JsonNode answer) {
        String text = StreamSupport.stream(answer.path("descriptions").spliterator(), false)
                .map(description -> description.path("text").asString(""))
                .filter(description -> !description.isBlank())
                .collect(Collectors.joining("\n\n"));
        return text.isEmpty()
                ? failed(new Failure.MalformedReply("ideogram answered with something that is no description."))
                : done(List.of(Output.of(text.getBytes(UTF_8))), Map.of());
    }

    /** One seed a picture, in their order. */
    private static Map<String, String> details(List<String> seeds) {
        return seeds.isEmpty() ? Map.of() : Map.of("seed", String.join(",", seeds));
    }

    private static Submission done(List<Output> outputs, Map<String, String> details) {
        return new Submission.Succeeded(outputs, Map.of(), details, Optional.empty());
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
