package dev.atelier.cli.up;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** The terminal session of this process. */
final class Session {
    private Session() {}

    /** Leaves it for one of its own, so that neither Ctrl-C nor the end of the terminal reaches this process. */
    @SuppressWarnings("restricted") // The launcher grants native access.
    static void leave() {
        var linker = Linker.nativeLinker();
        var setsid = linker.defaultLookup().find("setsid");
        if (setsid.isEmpty()) {
            return;
        }
        try {
            var _ = (int) linker.downcallHandle(setsid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT))
                    .invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("setsid cannot be called", e);
        }
    }
}
