package dev.atelier.schemas;

import dev.atelier.event.Lane;
import dev.atelier.event.PauseKind;
import java.util.Locale;

/** The keys of {@code config.pauses}, such as {@code lane/batch}, {@code account/sketch} and {@code model/atelier/sketch}. */
public final class PauseKeys {
    private PauseKeys() {}

    /** The key under which {@code name} is paused. */
    public static String of(PauseKind kind, String name) {
        return kind.name().toLowerCase(Locale.ROOT) + '/' + name;
    }

    /** The key under which {@code lane} is paused. */
    public static String of(Lane lane) {
        return of(PauseKind.LANE, lane.name().toLowerCase(Locale.ROOT));
    }
}
