package dev.atelier.connectors.provider;

import dev.atelier.event.Capability;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Sets of capabilities. */
public final class Capabilities {
    /** All there are: for a provider whose models are anybody's, so that each definition says what its model can. */
    public static final Set<Capability> ALL =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Capability.UNKNOWN)));

    private Capabilities() {}
}
