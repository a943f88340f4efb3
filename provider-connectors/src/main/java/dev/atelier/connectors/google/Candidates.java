package dev.atelier.connectors.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorFiles;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads an answer of {@code generateContent}: a success of HTTP may still be a refusal. */
final class Candidates {
    private Candidates() {}

    static Submission read(Job job, JsonNode answer) {
        String blocked = answer.at("/promptFeedback/blockReason").asString("");
        if (!blocked.isEmpty() && !blocked.equals("BLOCK_REASON_UNSPECIFIED")) {
            return failed(new Failure.ContentRefused("google refused the prompt: %s.".formatted(word(blocked))));
        }
        for (JsonNode candidate : answer.path("candidates")) {
            var failure = ofFinish(candidate.path("finishReason").asString(""));
            if (failure.isPresent()) {
                return failed(failure.get());
            }
        }
        return Prompting.makesWords(job) ? words(answer) : pictures(answer);
    }

    /** What the reason says of the candidate; none where it came to its end. */
    private static Optional<Failure> ofFinish(String reason) {
        return switch (reason) {
            case "", "STOP", "FINISH_REASON_UNSPECIFIED" -> Optional.empty();
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" ->
                Optional.of(new Failure.ContentRefused("google refused to go on: %s.".formatted(reason)));
            case "MAX_TOKENS" ->
                Optional.of(new Failure.ProviderFailed("google broke its answer off: it became longer than allowed."));
            default ->
                Optional.of(new Failure.ProviderFailed("google ended without a result: %s.".formatted(word(reason))));
        };
    }

    private static Submission pictures(JsonNode answer) {
        List<Output> outputs = new ArrayList<>();
        boolean words = false;
        for (JsonNode part : parts(answer)) {
            var data = part.at("/inlineData/data");
            words |= part.path("text").isString();
            if (data.isString()) {
                switch (VendorFiles.decode(data.asString())) {
                    case Brought.All(var brought) -> outputs.addAll(brought);
                    case Brought.Missing(var failure) -> {
                        return failed(failure);
                    }
                }
            }
        }
        if (outputs.isEmpty()) {
            return failed(
                    words
                            ? new Failure.ProviderFailed("google answered with words instead of a picture.")
                            : new Failure.MalformedReply("google answered without a picture."));
        }
        return done(outputs, answer);
    }

    private static Submission words(JsonNode answer) {
        var text = new StringBuilder();
        parts(answer).forEach(part -> text.append(part.path("text").asString("")));
        String words = text.toString().strip();
        if (words.isEmpty()) {
            return failed(new Failure.MalformedReply("google answered without words."));
        }
        return done(List.of(Output.of(words.getBytes(UTF_8))), answer);
    }

    /** What the model thinks on its way, in words or pictures, is not part of the answer. */
    private static List<JsonNode> parts(JsonNode answer) {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode candidate : answer.path("candidates")) {
            for (JsonNode part : candidate.at("/content/parts")) {
                if (!part.path("thought").asBoolean(false)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static Submission done(List<Output> outputs, JsonNode answer) {
        Map<String, Double> metrics = new HashMap<>();
        answer.path("usageMetadata").properties().forEach(count -> {
            if (count.getValue().isNumber()) {
                metrics.put(count.getKey(), count.getValue().asDouble());
            }
        });
        var version = answer.path("modelVersion");
        return new Submission.Succeeded(
                outputs,
                metrics,
                version.isString() ? Map.of("version", version.asString()) : Map.of(),
                Optional.empty());
    }

    /** The name of a reason; nothing else that may be said in its place. */
    private static String word(String reason) {
        return reason.matches("[A-Z_]{1,60}") ? reason : "no known reason";
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
