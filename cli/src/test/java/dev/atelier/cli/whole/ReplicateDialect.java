package dev.atelier.cli.whole;

import dev.atelier.cli.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Predictions, as Replicate has them: whoever loses the answer to a submit cannot ask for it. */
final class ReplicateDialect extends Dialect {
    private static final String PREDICTIONS = "/predictions/";
    private static final String FILES = "/out/";

    private final Map<String, HeldJob> byId = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    ReplicateDialect(Gate gate) {
        // Whatever ends in doubt counts against the account, which is left alone once that is half of what ends.
        super(gate, List.of(Point.UNHEARD, Point.ACCEPTED, Point.WAITING, Point.MADE, Point.WAITING, Point.MADE));
    }

    @Override
    String provider() {
        return "replicate";
    }

    @Override
    boolean namesIdAt(Point point) {
        return point == Point.WAITING || point == Point.MADE;
    }

    /** Between our word that we ask and the vendor's that it was asked nobody can tell, so nobody asks again. */
    @Override
    Ending after(Point point) {
        return switch (point) {
            case UNHEARD -> Ending.failed(0);
            case ACCEPTED -> Ending.failed(1);
            case UNASKED, WAITING, MADE -> Ending.succeeded(1);
        };
    }

    @Override
    MockResponse answer(RecordedRequest request, String path, String root) {
        if (request.getMethod().equals("POST") && path.endsWith("/predictions")) {
            return submit(job(Json.read(request.getBody().toByteArray())
                    .at("/input/prompt")
                    .asString()));
        }
        String id = path.substring(path.lastIndexOf('/') + 1);
        var job = byId.get(id);
        if (job == null) {
            return json(404, "{}");
        }
        if (path.startsWith(FILES)) {
            return job.wasHeldAt(Point.MADE) ? nothing() : HeldVendor.picture();
        }
        return path.equals(PREDICTIONS + id) ? stand(id, job, root) : json(404, "{}");
    }

    private MockResponse submit(HeldJob job) {
        if (job.wasHeldAt(Point.UNHEARD)) {
            return nothing();
        }
        job.accept();
        String id = "p" + ids.incrementAndGet();
        byId.put(id, job);
        return job.wasHeldAt(Point.ACCEPTED)
                ? nothing()
                : json(201, "{\"id\": \"%s\", \"status\": \"starting\"}".formatted(id));
    }

    private static MockResponse stand(String id, HeldJob job, String root) {
        return job.staysAt(Point.WAITING)
                ? json(200, "{\"id\": \"%s\", \"status\": \"processing\"}".formatted(id))
                : json(
                        200,
                        "{\"id\": \"%s\", \"status\": \"succeeded\", \"output\": \"%s\"}"
                                .formatted(id, root + FILES + id));
    }
}
