package dev.atelier.ingest.fal;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Route.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a client wants of fal. */
sealed interface FalCall {
    /** Have {@code model} run, and answer at once. */
    record Submit(String model) implements FalCall {}

    /** Have {@code model} run, and answer with what came out. */
    record Run(String model) implements FalCall {}

    /** The same as events. */
    record Stream(String model) implements FalCall {}

    /** How request {@code id} stands. */
    record Status(String id, boolean logs) implements FalCall {}

    /** How it stands, until it is over. */
    record StatusStream(String id, boolean logs) implements FalCall {}

    /** What came out of it. */
    record Result(String id) implements FalCall {}

    /** Stop it. */
    record Cancel(String id) implements FalCall {}

    /** Bring a file, whole or in parts. */
    record Upload() implements FalCall {}

    /** Have a token for models. */
    record Grant() implements FalCall {}

    /** Where a model's name ends and a request's begins. */
    String REQUESTS = "requests";

    /** Read as {@code verb} of {@code target}; refused where fal has no such call, or this dialect has it not. */
    static FalCall of(Verb verb, FalTarget target) {
        List<String> segments = target.segments();
        if (target.host().equals(FalTarget.REST)) {
            return rest(verb, target);
        }
        boolean queued = target.host().equals(FalTarget.QUEUE);
        int requests = queued ? segments.lastIndexOf(REQUESTS) : -1;
        if (requests >= 2 && requests + 1 < segments.size()) {
            return request(verb, segments.subList(requests + 1, segments.size()), target);
        }
        if (segments.size() < 2) {
            throw FalTarget.refused(404, "not_found", "There is no such path.");
        }
        if (verb != Verb.POST) {
            throw notAllowed("POST");
        }
        checkQuery(target, Set.of());
        if (queued) {
            return new Submit(model(segments));
        }
        boolean streams = segments.getLast().equals("stream") && segments.size() > 2;
        return streams ? new Stream(model(segments.subList(0, segments.size() - 1))) : new Run(model(segments));
    }

    private static FalCall rest(Verb verb, FalTarget target) {
        return switch (String.join("/", target.segments())) {
            case "storage/upload/initiate", "storage/upload/initiate-multipart" -> {
                // There is one kind of storage here, whichever is asked for.
                checkQuery(target, Set.of("storage_type"));
                yield only(Verb.POST, verb, new Upload());
            }
            case "tokens" -> {
                checkQuery(target, Set.of());
                yield only(Verb.POST, verb, new Grant());
            }
            default -> throw FalTarget.refused(404, "not_found", "There is no such path.");
        };
    }

    private static FalCall request(Verb verb, List<String> rest, FalTarget target) {
        checkQuery(target, Set.of("logs"));
        boolean logs = Set.of("1", "true").contains(target.query().getOrDefault("logs", "0"));
        String id = rest.getFirst();
        return switch (String.join("/", rest.subList(1, rest.size()))) {
            case "" -> only(Verb.GET, verb, new Result(id));
            case "status" -> only(Verb.GET, verb, new Status(id, logs));
            case "status/stream" -> only(Verb.GET, verb, new StatusStream(id, logs));
            case "cancel" -> only(Verb.PUT, verb, new Cancel(id));
            default -> throw FalTarget.refused(404, "not_found", "There is no such path.");
        };
    }

    private static FalCall only(Verb wanted, Verb verb, FalCall call) {
        if (verb != wanted) {
            throw notAllowed(wanted.name());
        }
        return call;
    }

    /** Names have two parts here and any number at fal: owner/alias/more is the model owner/alias-more. */
    private static String model(List<String> segments) {
        return segments.getFirst() + "/" + String.join("-", segments.subList(1, segments.size()));
    }

    private static void checkQuery(FalTarget target, Set<String> known) {
        target.query().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw RefusedException.invalid(unknown, "%s is not a known parameter".formatted(unknown));
                });
    }

    private static ProblemException notAllowed(String verb) {
        return new ProblemException(new Problem(
                405,
                "method_not_allowed",
                "This path answers %s only.".formatted(verb),
                Optional.empty(),
                Map.of("Allow", verb)));
    }
}
