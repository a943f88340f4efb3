package dev.atelier.ingest.callbacks;

import java.io.IOException;
import java.util.Optional;

/** A call whose token is ours, as it came in. For one thread. */
interface ReceivedCall {
    /** The generation that its token names. */
    String generationId();

    /** The value of a header, whose name may be in any case. */
    Optional<String> header(String name);

    /** The body, byte for byte; nobody changes it. Can be asked for once, and is refused when it is too large. */
    byte[] body() throws IOException;
}
