package dev.atelier.ingest.pattern;

import dev.atelier.event.PatternDeleted;
import dev.atelier.event.PatternPublished;
import dev.atelier.event.PatternRecord;
import dev.atelier.event.PatternSwitched;
import dev.atelier.schemas.TrustedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What lies on the log of patterns. */
final class Records {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String PROJECT = "default";
    static final String SCHEMA = """
            {"type": "object", "properties": {"shelf_id": {"type": "string"}}, "required": ["shelf_id"]}""";

    static {
        TrustedEvents.ensure();
    }

    private Records() {}

    static Definition definition(String name) {
        return new Definition(name, "Read the shelf", SCHEMA, "json", Optional.empty(), Optional.empty(), List.of());
    }

    static PatternRecord version(String name, Saving saving) {
        return of(PROJECT, definition(name).saved(saving));
    }

    static PatternRecord draft(String name) {
        return version(name, Saving.asIs(false));
    }

    static PatternRecord published(int version) {
        return of(PROJECT, new PatternPublished(version));
    }

    static PatternRecord switched(boolean active) {
        return of(PROJECT, new PatternSwitched(active));
    }

    static PatternRecord deleted() {
        return of(PROJECT, new PatternDeleted());
    }

    static PatternRecord of(String project, Object saying) {
        return PatternRecord.newBuilder()
                .setPatternId("p-1")
                .setProject(project)
                .setSaying(saying)
                .setAt(NOON)
                .build();
    }
}
