package dev.atelier.schemas;

import dev.atelier.event.GenerationRequested;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes no class that it was not told to trust; the events are ours. A builder needs that too, for the defaults of its
 * enums, so every class of this package that is used before an event is built asks for it, and so does whoever builds events
 * without any of them.
 */
public final class TrustedEvents {
    static {
        String events = GenerationRequested.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(events)));
    }

    private TrustedEvents() {}

    /** Returns once the events are trusted. */
    public static void ensure() {
        // The class was initialised by this call, if not before.
    }
}
