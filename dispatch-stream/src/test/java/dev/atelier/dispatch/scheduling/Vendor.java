package dev.atelier.dispatch.scheduling;

import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider that keeps its contract: its last word on a job stands, and what it has begun it knows by an id. */
final class Vendor {
    /** What it says when it is asked next. Of a job it has begun, the failures but doubt are its last word. */
    enum Answer {
        PENDING,
        SUCCEEDED,
        UNAVAILABLE,
        THROTTLED,
        LEAVE_ME_ALONE,
        ACCOUNT_REFUSED,
        INVALID,
        NONCONFORMANT,
        UNCERTAIN
    }

    /** What a worker gets to hear. */
    sealed interface Reply {
        record Pending(String requestId) implements Reply {}

        record Succeeded() implements Reply {}

        record Failed(Failure failure) implements Reply {}
    }

    private static final class Request {
        private final String id;
        private @Nullable Reply lastWord;

        private Request(String id) {
            this.id = id;
        }

        private Reply last(Reply reply) {
            lastWord = reply;
            return reply;
        }

        /** It has said its last word, so whoever asks again asks for something else. */
        private boolean isOver() {
            return lastWord instanceof Reply.Failed;
        }
    }

    private final boolean repeatable;
    private final Map<String, List<Request>> requests = new HashMap<>();

    Vendor(boolean repeatable) {
        this.repeatable = repeatable;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    Reply submit(String generation, int attempt, Answer answer) {
        List<Request> before = requests.computeIfAbsent(generation, _ -> new ArrayList<>());
        BrokenPromise.unless(
                repeatable || before.stream().allMatch(Request::isOver),
                "a provider that may be at it is not asked a second time",
                generation,
                "attempt",
                attempt);
        var request = new Request(generation + "/" + (before.size() + 1));
        before.add(request);
        return switch (answer) {
            case PENDING -> new Reply.Pending(request.id);
            case SUCCEEDED -> request.last(new Reply.Succeeded());
            case UNCERTAIN -> failed(answer);
            case UNAVAILABLE, THROTTLED, LEAVE_ME_ALONE, ACCOUNT_REFUSED, INVALID, NONCONFORMANT ->
                request.last(failed(answer));
        };
    }

    Reply check(String generation, String requestId, Answer answer) {
        Request request = requests.getOrDefault(generation, List.of()).stream()
                .filter(known -> known.id.equals(requestId))
                .findFirst()
                .orElseThrow();
        if (request.lastWord != null) {
            return Objects.requireNonNull(request.lastWord);
        }
        return switch (answer) {
            case PENDING -> new Reply.Pending(requestId);
            case SUCCEEDED -> request.last(new Reply.Succeeded());
            case UNAVAILABLE, ACCOUNT_REFUSED, INVALID, NONCONFORMANT -> request.last(failed(answer));
            case THROTTLED, LEAVE_ME_ALONE, UNCERTAIN -> failed(Answer.UNCERTAIN);
        };
    }

    private static Reply failed(Answer answer) {
        return new Reply.Failed(
                switch (answer) {
                    case UNAVAILABLE -> new Failure.Unavailable("down");
                    case THROTTLED -> new Failure.Throttled("too fast", Optional.empty());
                    case LEAVE_ME_ALONE -> new Failure.Throttled("too fast", Optional.of(Duration.ofSeconds(2)));
                    case ACCOUNT_REFUSED -> new Failure.AccountRefused("no credit");
                    case INVALID -> new Failure.InvalidRequest("no such size", Optional.empty());
                    case NONCONFORMANT -> new Failure.Nonconformant("no number");
                    case UNCERTAIN -> new Failure.Uncertain("no answer");
                    case PENDING, SUCCEEDED -> throw new IllegalArgumentException("%s is no failure".formatted(answer));
                });
    }
}
