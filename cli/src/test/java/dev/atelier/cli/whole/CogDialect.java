package dev.atelier.cli.whole;

import dev.atelier.cli.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * Runs, as Cog has them: put under an id of ours, by a call that waits for the output. While a run goes on, another put of
 * its id starts nothing; at its end the id is forgotten.
 */
final class CogDialect extends Dialect {
    private static final String RUNS = "/predictions/";
    private static final String FILES = "/out/";

    private final Map<String, HeldJob> byId = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    CogDialect(Gate gate) {
        super(gate, List.of(Point.UNHEARD, Point.ACCEPTED, Point.MADE));
    }

    @Override
    String provider() {
        return "cog";
    }

    @Override
    boolean namesIdAt(Point point) {
        return false;
    }

    /** Nobody can ask for the output of a run that nobody waited for, so it runs once more: on a machine of one's own. */
    @Override
    Ending after(Point point) {
        return switch (point) {
            case UNASKED, UNHEARD -> Ending.succeeded(1);
            case ACCEPTED, WAITING, MADE -> Ending.succeeded(2);
        };
    }

    @Override
    MockResponse answer(RecordedRequest request, String path, String root) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (request.getMethod().equals("PUT") && path.equals(RUNS + id)) {
            return put(
                    id,
                    Json.read(request.getBody().toByteArray())
                            .at("/input/prompt")
                            .asString(),
                    root);
        }
        var job = byId.get(id);
        return job == null || !path.startsWith(FILES) || job.wasHeldAt(Point.MADE) ? nothing() : HeldVendor.picture();
    }

    private MockResponse put(String id, String prompt, String root) {
        var job = job(prompt);
        if (job.wasHeldAt(Point.UNHEARD)) {
            return nothing();
        }
        if (!running.add(id)) {
            // It goes on. Once nothing is held any more it ends right after this answer.
            if (!job.staysAt(Point.ACCEPTED)) {
                running.remove(id);
            }
            return json(202, "{\"id\": \"%s\", \"status\": \"processing\"}".formatted(id));
        }
        job.accept();
        byId.put(id, job);
        if (job.wasHeldAt(Point.ACCEPTED)) {
            return nothing();
        }
        running.remove(id);
        return json(
                200,
                "{\"id\": \"%s\", \"status\": \"succeeded\", \"output\": \"%s\"}".formatted(id, root + FILES + id));
    }
}
