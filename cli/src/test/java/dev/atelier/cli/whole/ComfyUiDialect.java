package dev.atelier.cli.whole;

import dev.atelier.cli.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Runs, as ComfyUI has them: under ids of ours, by which they can be looked for. */
final class ComfyUiDialect extends Dialect {
    private static final String HISTORY = "/history/";

    private final Map<String, HeldJob> byId = new ConcurrentHashMap<>();

    ComfyUiDialect(Gate gate) {
        super(gate, List.of(Point.UNHEARD, Point.ACCEPTED, Point.WAITING, Point.MADE));
    }

    @Override
    String provider() {
        return "comfyui";
    }

    @Override
    String defaults() {
        return "{workflow: {\"1\": {class_type: CLIPTextEncode, inputs: {text: \"{{prompt}}\"}}}}";
    }

    @Override
    boolean namesIdAt(Point point) {
        return point == Point.WAITING || point == Point.MADE;
    }

    /** Whatever was lost can be looked for. */
    @Override
    Ending after(Point point) {
        return Ending.succeeded(1);
    }

    @Override
    MockResponse answer(RecordedRequest request, String path, String root) {
        return switch (path) {
            case "/prompt" -> submit(request);
            case "/queue" -> json(200, "{\"queue_running\": [%s], \"queue_pending\": []}".formatted(running()));
            case "/view" -> file(request);
            default -> path.startsWith(HISTORY) ? history(path.substring(HISTORY.length())) : json(404, "{}");
        };
    }

    private MockResponse submit(RecordedRequest request) {
        var body = Json.read(request.getBody().toByteArray());
        var job = job(body.at("/prompt/1/inputs/text").asString());
        if (job.wasHeldAt(Point.UNHEARD)) {
            return nothing();
        }
        String id = body.path("prompt_id").asString();
        job.accept();
        byId.put(id, job);
        return job.wasHeldAt(Point.ACCEPTED)
                ? nothing()
                : json(200, "{\"prompt_id\": \"%s\", \"number\": 1, \"node_errors\": {}}".formatted(id));
    }

    private String running() {
        return byId.entrySet().stream()
                .filter(run -> run.getValue().staysAt(Point.WAITING))
                .map(run -> "[1, \"%s\", {}, {}, []]".formatted(run.getKey()))
                .collect(Collectors.joining(", "));
    }

    private MockResponse history(String id) {
        var job = byId.get(id);
        return job == null || job.staysAt(Point.WAITING) ? json(200, "{}") : json(200, """
                        {"%1$s": {"prompt": [], "status": {"status_str": "success", "completed": true, "messages": []},
                                  "outputs": {"9": {"images": [{"filename": "%1$s", "subfolder": "", "type": "output"}]}}}}""".formatted(id));
    }

    private MockResponse file(RecordedRequest request) {
        var job = byId.get(String.valueOf(request.getUrl().queryParameter("filename")));
        return job == null || job.wasHeldAt(Point.MADE) ? nothing() : HeldVendor.picture();
    }
}
