package dev.atelier.connectors.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.LookUp;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorApi;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * Finds a prediction in the account's list by the URL at which it is to call back: that has the generation's token, and the
 * attempt's number. Replicate shows the URL with a prediction but does not promise to, so what is not found may be there.
 */
final class PredictionSearch implements LookUp {
    /** Longer than a submit takes, so that clocks may differ. */
    private static final Duration BACK = Duration.ofMinutes(15);

    /** Of 100 predictions each. */
    private static final int MOST_PAGES = 10;

    private final VendorApi api;

    PredictionSearch(VendorApi api) {
        this.api = requireNonNull(api);
    }

    /** Where the prediction that {@code job} submits is to call back; none where callbacks are off. */
    Optional<String> mark(Job job) {
        return api.callbackUrl(job).map(url -> "%s?attempt=%d".formatted(url, job.attempt()));
    }

    @Override
    public Optional<String> find(Job job) throws InterruptedException {
        var mark = mark(job);
        return mark.isPresent() ? find(job, mark.get()) : Optional.empty();
    }

    private Optional<String> find(Job job, String mark) throws InterruptedException {
        var query = Optional.of("created_after=" + Instant.now().minus(BACK).truncatedTo(ChronoUnit.SECONDS));
        for (int page = 0; page < MOST_PAGES && query.isPresent(); page++) {
            if (!(api.ask(job.account(), Call.get("/predictions?" + query.get())) instanceof Answer answer)
                    || !answer.isSuccess()) {
                return Optional.empty();
            }
            var list = answer.json();
            for (JsonNode prediction : list.path("results")) {
                if (prediction.path("webhook").asString("").equals(mark)) {
                    return ProviderIds.read(prediction.path("id"));
                }
            }
            query = next(list);
        }
        return Optional.empty();
    }

    /** Only the query is taken from the vendor's URL: the key goes nowhere but to the account's own host. */
    private static Optional<String> next(JsonNode list) {
        return Optional.ofNullable(HttpUrl.parse(list.path("next").asString("")))
                .map(HttpUrl::encodedQuery);
    }
}
