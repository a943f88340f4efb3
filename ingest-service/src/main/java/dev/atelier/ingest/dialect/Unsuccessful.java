package dev.atelier.ingest.dialect;

import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.ingest.store.Status;
import java.util.Map;
import java.util.Optional;

/** How a call that waited tells of a generation that is over and did not succeed. */
public final class Unsuccessful {
    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private Unsuccessful() {}

    /** What {@code generation} came to; its status is final and not succeeded. */
    public static Problem problem(Generation generation) {
        Fault fault = fault(generation);
        return problem(fault, generation.status() == Status.CANCELED ? 409 : status(fault.code()));
    }

    /** What {@code fault} comes to. */
    public static Problem problem(Fault fault) {
        return problem(fault, status(fault.code()));
    }

    private static Problem problem(Fault fault, int status) {
        return new Problem(status, fault.code(), fault.message(), fault.field(), status == 429 ? SOON : Map.of());
    }

    /** Why it did not succeed, also where nobody gave a reason. */
    public static Fault fault(Generation generation) {
        return generation.fault().orElseGet(() -> switch (generation.status()) {
            case CANCELED -> new Fault("canceled", "It was canceled.", Optional.empty());
            case EXPIRED -> new Fault("deadline_exceeded", "Its deadline passed.", Optional.empty());
            case FAILED, REJECTED, SUCCEEDED, QUEUED, RUNNING, CANCELING ->
                new Fault("unknown", "It did not succeed.", Optional.empty());
        });
    }

    /** By the names of {@code FailureKind}, in small letters. */
    private static int status(String code) {
        return switch (code) {
            case "invalid_request", "content_refused" -> 400;
            case "budget_exceeded" -> 402;
            case "model_not_found" -> 404;
            case "purged", "price_unknown" -> 409;
            case "throttled", "limit_reached" -> 429;
            case "deadline_exceeded" -> 504;
            // Whatever befell the provider: it was tried again as often as that may help.
            default -> 502;
        };
    }
}
