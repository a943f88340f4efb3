package dev.atelier.sink;

import dev.atelier.event.Timings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The steps of a generation by name and in their order, as rows and provenance write them; a step that did not happen is left out. */
final class Times {
    static final String REQUESTED = "requestedAt";
    static final String ADMITTED = "admittedAt";
    static final String TAKEN = "takenAt";

    private Times() {}

    static Map<String, Instant> of(Timings timings) {
        Map<String, Instant> times = new LinkedHashMap<>();
        times.put(REQUESTED, timings.getRequestedAt());
        put(times, ADMITTED, timings.getAdmittedAt());
        put(times, "dispatchedAt", timings.getDispatchedAt());
        put(times, TAKEN, timings.getTakenAt());
        put(times, "submittedAt", timings.getSubmittedAt());
        put(times, "reportedAt", timings.getReportedAt());
        put(times, "decidedAt", timings.getDecidedAt());
        put(times, "storedAt", timings.getStoredAt());
        return times;
    }

    private static void put(Map<String, Instant> times, String step, Optional<Instant> at) {
        at.ifPresent(instant -> times.put(step, instant));
    }
}
