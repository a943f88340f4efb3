package dev.atelier.ingest.operations;

import dev.atelier.ingest.http.Section;
import java.util.List;

/** How the description of the API is divided, in the order in which it is read. */
final class Sections {
    static final List<Section> ALL = List.of(
            of(
                    "Generations",
                    "Ask for something to be made, read how it stands, and stop it.",
                    "/v1/generations",
                    "/v1/estimate",
                    "/v1/styles"),
            of("Files", "What was made.", "/generations/", "/files/"),
            of("Events", "What happens, as server-sent events.", "/v1/events", "/events/"),
            of("Batches", "Many generations at once, and old ones again.", "/v1/batches", "/v1/replays"),
            of(
                    "Uploads",
                    "What generations are made from: in one piece, or resumable by tus.",
                    "/v1/uploads",
                    "/uploads/",
                    "/api/uploads"),
            of("Webhooks", "What happens, posted to you.", "/v1/webhooks"),
            of("Models", "What can be asked for.", "/v1/models"),
            of("Projects and keys", "Who may ask, for what and how much.", "/v1/projects", "/v1/keys"),
            of(
                    "Providers",
                    "Where it is made, and with whose credentials.",
                    "/v1/providers",
                    "/v1/accounts",
                    "/callbacks/"),
            of("The line", "Hold what waits, or empty it.", "/v1/pauses", "/v1/purges"),
            of("Dead letters", "What could not be processed, and how to put it back.", "/v1/dead-letters"),
            of("One call", "A picture in one call, as the image-generation worker served it.", "/generate"),
            of("ig", "The calls of ig, which knew projects as instances.", "/rpc/"),
            of("Goshen", "The paths of Goshen.", "/api/v1/generate", "/api/v1/jobs", "/api/v1/models", "/api/admin/"),
            of(
                    "Patterns",
                    "What is to be read off pictures, as ImgGo had it: the same shape every time.",
                    "/api/patterns",
                    "/api/jobs"),
            of("ImgGo", "The other paths of ImgGo.", "/api/webhooks", "/api/_health"),
            of("OpenAI", "What the clients of OpenAI call; their base URL is /openai/v1.", "/openai/"),
            of("Replicate", "What the clients of Replicate call; their base URL is /replicate/v1.", "/replicate/"),
            of("fal", "What the clients of fal call; their proxy URL is /fal/proxy.", "/fal/"),
            of(
                    "Operations",
                    "Whether the service is well, what it measures, and this description.",
                    "/health",
                    "/metrics",
                    "/ready",
                    "/openapi.json",
                    "/api/docs"));

    private Sections() {}

    private static Section of(String name, String description, String... prefixes) {
        return new Section(name, description, List.of(prefixes));
    }
}
