package dev.atelier.dispatch;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.util.List;

/** Requests for tests. The same name is the same generation. */
final class Requests {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Requests() {}

    static String id(String name) {
        return GenerationIds.derive("tests", name);
    }

    static GenerationRequested image(String name) {
        return image("demo", name);
    }

    static GenerationRequested image(String project, String name) {
        return builder(project, name).build();
    }

    static GenerationRequested.Builder builder(String project, String name) {
        return GenerationRequested.newBuilder()
                .setGenerationId(id(name))
                .setProject(project)
                .setModel("atelier/sketch")
                .setInput("{\"prompt\":\"a red fox\",\"seed\":7}")
                .setTags(List.of("test"))
                .setLane(Lane.NORMAL)
                .setPriority(0)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(NOON);
    }
}
