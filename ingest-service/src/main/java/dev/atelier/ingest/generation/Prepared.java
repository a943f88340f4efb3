package dev.atelier.ingest.generation;

import dev.atelier.event.GenerationRequested;
import dev.atelier.ingest.generation.InputClaims.Claim;
import java.util.List;

/** A request that was checked, and the inputs that are to be stored before it is sent. */
record Prepared(GenerationRequested request, List<Claim> claims) {
    Prepared {
        claims = List.copyOf(claims);
    }
}
