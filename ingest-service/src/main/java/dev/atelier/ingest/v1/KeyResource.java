package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.ingest.keys.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An API key, as those who manage its project see it. */
record KeyResource(
        @JsonProperty(required = true) String id,

        @JsonPropertyDescription("The key itself. It is shown here and never again.")
        Optional<String> key,

        @JsonProperty(required = true) String name,

        @JsonProperty(required = true) @JsonPropertyDescription("What the key begins with.")
        String prefix,

        @JsonProperty(required = true) @JsonPropertyDescription("What the key ends with.")
        String lastFour,

        @JsonProperty(required = true) String project,
        @JsonProperty(required = true) State status,
        @JsonProperty(required = true) List<KeyBody.Scope> scopes,

        @JsonPropertyDescription("The only models it may ask for. Left out: any.")
        Optional<List<String>> models,

        Optional<Instant> expiresAt,
        Optional<RateLimitResource> rateLimit,
        Optional<Double> budgetShare,
        @JsonProperty(required = true) Instant createdAt,

        @JsonPropertyDescription("The id of the key, or user: and the person, that made it.")
        Optional<String> createdBy,

        Optional<Instant> rotatedAt,

        @JsonPropertyDescription("Until when the key before the last rotation is good as well.")
        Optional<Instant> previousUntil,

        @JsonPropertyDescription("When it was used last, a minute behind at most.")
        Optional<Instant> lastUsedAt) {
    /** Whether a key is good. */
    enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("revoked")
        REVOKED;

        static State of(ApiKeyDefined key, boolean good) {
            return key.getRevoked() ? REVOKED : good ? ACTIVE : EXPIRED;
        }
    }

    /** A key, with its secret where it was just given one. */
    static KeyResource of(ApiKeyDefined key, State state, Optional<String> secret, Optional<Instant> lastUsedAt) {
        return new KeyResource(
                key.getKeyId(),
                secret,
                key.getName(),
                key.getPrefix(),
                key.getLastFour(),
                key.getProject(),
                state,
                KeyBody.Scope.of(Caller.scopes(key)),
                Optional.of(key.getModels()).filter(models -> !models.isEmpty()),
                key.getExpiresAt(),
                key.getRateLimit().map(RateLimitResource::of),
                key.getBudgetShare(),
                key.getCreatedAt(),
                key.getCreatedBy(),
                key.getRotatedAt(),
                key.getPreviousUntil(),
                lastUsedAt);
    }
}
