package dev.atelier.connectors.google;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.RetryAfter;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What Google's refusals mean: {@code {"error": {code, message, status, details}}}, as all its APIs say it. */
final class GoogleErrors {
    private GoogleErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        String words = Complaint.in(answer).words(GoogleFactory.NAME, answer, job);
        if (isAboutTheKey(answer)) {
            return new Failure.AccountRefused(
                    "google refuses the credentials of the account: %d.".formatted(answer.status()));
        }
        return switch (answer.status()) {
            case 429 -> new Failure.Throttled(words, RetryAfter.of(answer).or(() -> delay(answer)));
            default -> Statuses.ofSubmit(GoogleFactory.NAME, answer, words);
        };
    }

    /** Whether the key is wrong, or not good for this: Google says so with 400, too. */
    static boolean isAboutTheKey(Answer answer) {
        var error = answer.json().path("error");
        return switch (answer.status()) {
            case 401, 403 -> true;
            // A place or a plan for which the API is not open.
            case 400 ->
                error.path("status").asString("").equals("FAILED_PRECONDITION")
                        || details(error, "reason").anyMatch("API_KEY_INVALID"::equals)
                        || error.path("message").asString("").startsWith("API key not valid");
            default -> false;
        };
    }

    /** {@code google.rpc.RetryInfo}: seconds, such as {@code 13s} or {@code 13.5s}. */
    private static Optional<Duration> delay(Answer answer) {
        return details(answer.json().path("error"), "retryDelay").findFirst().flatMap(GoogleErrors::seconds);
    }

    private static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(Duration.parse("PT" + text)).filter(wait -> !wait.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> details(JsonNode error, String name) {
        return StreamSupport.stream(error.path("details").spliterator(), false)
                .map(detail -> detail.path(name).asString(""))
                .filter(value -> !value.isEmpty());
    }
}
