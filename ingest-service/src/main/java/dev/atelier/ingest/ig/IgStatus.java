package dev.atelier.ingest.ig;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.store.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a generation stands, in ig's words. */
enum IgStatus {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("ready")
    READY,
    @JsonProperty("failed")
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static IgStatus of(Status status) {
        return switch (status) {
            case QUEUED, RUNNING, CANCELING -> PENDING;
            case SUCCEEDED -> READY;
            case FAILED, CANCELED, EXPIRED, REJECTED -> FAILED;
        };
    }

    static Optional<IgStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
