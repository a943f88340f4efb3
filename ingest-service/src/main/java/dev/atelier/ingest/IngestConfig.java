package dev.atelier.ingest;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.ingest.callbacks.CallbackSignaturesConfig;
import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.limits.LimitsConfig;
import dev.atelier.ingest.people.PeopleConfig;
import dev.atelier.ingest.uploads.UploadsConfig;
import dev.atelier.ingest.webhooks.WebhooksConfig;
import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.metadata.CassandraConfig;
import dev.atelier.platform.objects.ObjectStoreConfig;
import dev.atelier.platform.secrets.RootSecret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the edge runs.
 *
 * @param kafka              the log
 * @param objects            where large inputs go and files come from
 * @param cassandra          where rows are read
 * @param outbound           which addresses outside may be reached
 * @param callbacks          where providers call back
 * @param webhooks           how they are delivered
 * @param secret             what every signature and secret that the edge gives out is derived from; all instances have
 *                           the same
 * @param dialects           how the dialects of official clients answer
 * @param uploads            what clients may bring
 * @param host               the address to listen at
 * @param port               the port to listen at; 0 takes a free one
 * @param publicUrl          what links begin with, when clients reach the service under another address than the one
 *                           they name in their request
 * @param fileLinksFor       how long the links to files that answers of the dialects carry are good
 * @param maxBodyBytes       the largest request body
 * @param maxBatchBytes      the largest request body of a batch
 * @param acknowledgeWithin  how long a submit waits for Kafka before it says that the service is unavailable
 * @param lookBack           how far back the requests are read at the start, so that an instance knows what was accepted
 *                           shortly before it and has no row yet
 * @param liveGenerations    how many generations are kept in memory
 * @param closeWithin        how long requests in progress may take to finish at the end
 * @param callbackSignatures what vendors' signatures on callbacks are verified with
 * @param vendorModels       whether the models of vendors that Atelier brings are defined where they are missing
 * @param bootstrapKey       the first API key of project default: the name of the environment variable that holds it
 * @param limits             how often callers may ask, and strangers guess
 * @param oidc               how people log in, if they do
 */
public record IngestConfig(
        KafkaConfig kafka,
        ObjectStoreConfig objects,
        CassandraConfig cassandra,
        OutboundConfig outbound,
        CallbacksConfig callbacks,
        WebhooksConfig webhooks,
        RootSecret secret,
        DialectsConfig dialects,
        UploadsConfig uploads,
        String host,
        int port,
        Optional<URI> publicUrl,
        Duration fileLinksFor,
        int maxBodyBytes,
        int maxBatchBytes,
        Duration acknowledgeWithin,
        Duration lookBack,
        int liveGenerations,
        Duration closeWithin,
        CallbackSignaturesConfig callbackSignatures,
        boolean vendorModels,
        Optional<Secret> bootstrapKey,
        LimitsConfig limits,
        PeopleConfig oidc) {
    private static final int SHORTEST_KEY = 16;

    public IngestConfig {
        check(!host.isBlank(), "host", "must name an address", host);
        check(port >= 0 && port <= 65_535, "port", "must be from 0 to 65535", port);
        publicUrl.ifPresent(url -> check(isWeb(url), "public-url", "must be an http or https URL", url));
        check(fileLinksFor.isPositive(), "file-links-for", "must be positive", fileLinksFor);
        check(maxBodyBytes > 0, "max-body-bytes", "must be at least 1", maxBodyBytes);
        check(maxBatchBytes > 0, "max-batch-bytes", "must be at least 1", maxBatchBytes);
        check(acknowledgeWithin.isPositive(), "acknowledge-within", "must be positive", acknowledgeWithin);
        check(!lookBack.isNegative(), "look-back", "must not be negative", lookBack);
        check(liveGenerations > 0, "live-generations", "must be at least 1", liveGenerations);
        check(closeWithin.isPositive(), "close-within", "must be positive", closeWithin);
        bootstrapKey.ifPresent(key -> check(
                key.value().length() >= SHORTEST_KEY,
                "bootstrap-key",
                "must have at least %d characters".formatted(SHORTEST_KEY),
                key.value().length()));
    }

    private static boolean isWeb(URI url) {
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
}
