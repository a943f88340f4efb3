package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.failure.Failure;

/** What came of putting a job into a vendor's words. Nothing was sent. */
public sealed interface Draft {
    /** The call that submits it. */
    record Ready(Call call) implements Draft {
        public Ready {
            requireNonNull(call);
        }
    }

    /** It cannot be said, or a file of it cannot be had. */
    record Refused(Failure failure) implements Draft {
        public Refused {
            requireNonNull(failure);
        }
    }
}
