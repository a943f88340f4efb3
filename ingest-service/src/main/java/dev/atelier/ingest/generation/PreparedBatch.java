package dev.atelier.ingest.generation;

import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchRequested;
import dev.atelier.ingest.generation.InputClaims.Claim;
import java.util.List;

/** A batch that was checked, what is to be sent before its request, and the inputs that are to be stored before all. */
record PreparedBatch(BatchRequested request, List<BatchItems> parts, List<Claim> claims) {
    PreparedBatch {
        parts = List.copyOf(parts);
        claims = List.copyOf(claims);
    }
}
