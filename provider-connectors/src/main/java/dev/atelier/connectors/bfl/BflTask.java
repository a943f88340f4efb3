package dev.atelier.connectors.bfl;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorHosts;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * A task that was taken. All that only the answer to the submit tells is in the provider's request id, so that any process
 * can ask in the right region and knows the cost: {@code <id>~<host>~<micros>}, where host and micros may be empty.
 *
 * @param id         the vendor's id
 * @param host       where the task is asked about; the account's own host when absent
 * @param costMicros what it costs, in millionths of a US dollar
 */
record BflTask(String id, Optional<String> host, Optional<Long> costMicros) {
    static final VendorHosts HOSTS = new VendorHosts(Set.of("bfl.ai"));

    /** A credit is one cent, as the vendor says at docs.bfl.ai/quick_start/get_started. */
    private static final int MICROS_PER_CREDIT = 10_000;

    private static final double MOST_CREDITS = 1e9;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern FORM = Pattern.compile("(" + ID + ")(?:~([a-z0-9.-]{0,80})~(\\d{0,15}))?");

    BflTask {
        requireNonNull(id);
        requireNonNull(host);
        requireNonNull(costMicros);
    }

    /** The task that {@code answer} tells of; none where it has no id. */
    static Optional<BflTask> of(JsonNode answer) {
        return ProviderIds.read(answer.path("id"))
                .filter(id -> ID.matcher(id).matches())
                .map(id -> new BflTask(id, host(answer.path("polling_url")), cost(answer.path("cost"))));
    }

    /** The task of {@code providerRequestId}; none where that is not one of ours. */
    static Optional<BflTask> parse(String providerRequestId) {
        var parts = FORM.matcher(providerRequestId);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var host = Optional.ofNullable(parts.group(2)).filter(text -> !text.isEmpty());
        var micros = Optional.ofNullable(parts.group(3)).filter(text -> !text.isEmpty());
        return host.map(HOSTS::has).orElse(true)
                ? Optional.of(new BflTask(parts.group(1), host, micros.map(Long::valueOf)))
                : Optional.empty();
    }

    String providerRequestId() {
        return "%s~%s~%s"
                .formatted(id, host.orElse(""), costMicros.map(String::valueOf).orElse(""));
    }

    /** No host but the vendor's own: the key goes there. */
    private static Optional<String> host(JsonNode pollingUrl) {
        return Optional.ofNullable(HttpUrl.parse(pollingUrl.asString("")))
                .filter(HttpUrl::isHttps)
                .map(HttpUrl::host)
                .filter(HOSTS::has);
    }

    private static Optional<Long> cost(JsonNode credits) {
        return credits.isNumber() && credits.asDouble() >= 0 && credits.asDouble() < MOST_CREDITS
                ? Optional.of(Math.round(credits.asDouble() * MICROS_PER_CREDIT))
                : Optional.empty();
    }
}
