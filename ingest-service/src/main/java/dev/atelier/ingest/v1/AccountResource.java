package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.AccountDefined;
import java.util.Optional;

/** A set of credentials at a provider, as it is shown; never the key itself, which only the connectors have. */
record AccountResource(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String provider,
        @JsonProperty(required = true) int concurrency,
        Optional<RateLimitResource> rateLimit,
        @JsonProperty(required = true) long leaseMillis,
        @JsonProperty(required = true) int maxAttempts,
        Optional<String> project,
        Optional<String> baseUrl,
        Optional<String> credential) {
    /** The body of {@code PUT /v1/accounts/{name}}. */
    record AccountBody(
            @JsonProperty(required = true) @JsonPropertyDescription("The provider, such as fal.")
            String provider,

            @JsonProperty(required = true) @JsonPropertyDescription("Most jobs in flight; at least 1.")
            int concurrency,

            @JsonPropertyDescription("How fast jobs may be dispatched. Left out: as fast as slots free.")
            Optional<RateLimitResource> rateLimit,

            @JsonPropertyDescription("A job without a report for so long is given to another worker, in milliseconds. "
                    + "Left out: 15000.")
            Optional<Long> leaseMillis,

            @JsonPropertyDescription("How often a job is dispatched before it fails. Left out: 4.")
            Optional<Integer> maxAttempts,

            @JsonPropertyDescription(
                    "Whose credentials these are: no other project's generations run here. " + "Left out: everybody's.")
            Optional<String> project,

            @JsonPropertyDescription("Where the provider's API is. Left out: where its vendor has it.")
            Optional<String> baseUrl,

            @JsonPropertyDescription("Name of the environment variable that holds the key, where the connectors run. "
                    + "Left out: the provider's usual one.")
            Optional<String> credential) {
        AccountDefined event(String name) {
            var account = AccountDefined.newBuilder()
                    .setAccount(name)
                    .setProvider(provider)
                    .setConcurrency(concurrency)
                    .setRateLimit(rateLimit.map(RateLimitResource::event).orElse(null))
                    .setProject(project.orElse(null))
                    .setBaseUrl(baseUrl.orElse(null))
                    .setCredential(credential.orElse(null));
            leaseMillis.ifPresent(account::setLeaseMillis);
            maxAttempts.ifPresent(account::setMaxAttempts);
            return account.build();
        }
    }

    static AccountResource of(AccountDefined account) {
        return new AccountResource(
                account.getAccount(),
                account.getProvider(),
                account.getConcurrency(),
                account.getRateLimit().map(RateLimitResource::of),
                account.getLeaseMillis(),
                account.getMaxAttempts(),
                account.getProject(),
                account.getBaseUrl(),
                account.getCredential());
    }
}
