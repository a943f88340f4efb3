package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.WebhookDefined;
import dev.atelier.ingest.webhooks.SigningSecret;
import dev.atelier.ingest.webhooks.Webhooks.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a project wants to be told of events, as it is shown. */
record WebhookResource(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String url,
        Optional<String> description,
        @JsonProperty(required = true) List<String> events,
        @JsonProperty(required = true) List<String> tags,
        @JsonProperty(required = true) List<String> models,
        @JsonProperty(required = true) SignatureStyle signature,
        @JsonProperty(required = true) boolean enabled,

        @JsonPropertyDescription("Why it was disabled by itself; null: it was not.")
        Optional<String> disabledBecause,

        @JsonPropertyDescription("Until when the secret before the present one signs as well.")
        Optional<Instant> previousSecretUntil,

        @JsonPropertyDescription("What its posts are signed with; only where it has just been made.")
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<String> secret,

        @JsonProperty(required = true) Instant createdAt,
        @JsonProperty(required = true) Instant updatedAt) {
    /** How posts are signed. */
    enum SignatureStyle {
        @JsonProperty("standard")
        STANDARD,
        @JsonProperty("imggo")
        IMGGO
    }

    /** The body that defines one. */
    record WebhookBody(
            @JsonProperty(required = true) @JsonPropertyDescription("An https URL that events are posted to.")
            String url,

            @JsonPropertyDescription(
                    "Which events, such as generation.succeeded. Left out: all but generation.running.")
            Optional<List<String>> events,

            @JsonPropertyDescription("Only of what carries one of these labels. Left out: of everything.")
            Optional<List<String>> tags,

            @JsonPropertyDescription("Only of these models, by their full names. Left out: of all.")
            Optional<List<String>> models,

            @JsonPropertyDescription("One line for a person.")
            Optional<String> description,

            @JsonPropertyDescription("Whether anything is posted. Left out: true.")
            Optional<Boolean> enabled,

            @JsonPropertyDescription(
                    "standard: headers webhook-id, webhook-timestamp and webhook-signature of Standard "
                            + "Webhooks. imggo: X-ImgGo-Signature as well, sha256= and the HMAC of the body, keyed by the "
                            + "secret's text. Left out: standard.")
            Optional<SignatureStyle> signature) {
        /** What it asks for, in the words of the use case. */
        Wanted toWanted() {
            return new Wanted(
                    url,
                    events,
                    tags.orElse(List.of()),
                    models.orElse(List.of()),
                    description,
                    enabled.orElse(true),
                    signature.orElse(SignatureStyle.STANDARD) == SignatureStyle.IMGGO,
                    Optional.empty());
        }
    }

    static WebhookResource of(WebhookDefined webhook) {
        return of(webhook, null);
    }

    /** With its secret, for whoever has just made it. */
    static WebhookResource of(WebhookDefined webhook, @Nullable SigningSecret secret) {
        return new WebhookResource(
                webhook.getWebhookId(),
                webhook.getUrl(),
                webhook.getDescription(),
                webhook.getEvents(),
                webhook.getTags(),
                webhook.getModels(),
                webhook.getBodySignature() ? SignatureStyle.IMGGO : SignatureStyle.STANDARD,
                webhook.getEnabled(),
                webhook.getDisabledBecause(),
                webhook.getPreviousSecretUntil(),
                Optional.ofNullable(secret).map(SigningSecret::text),
                webhook.getCreatedAt(),
                webhook.getUpdatedAt());
    }
}
