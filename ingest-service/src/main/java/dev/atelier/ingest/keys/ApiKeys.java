package dev.atelier.ingest.keys;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The API keys there are, found by the SHA-256 of a key: the keys themselves are kept nowhere. A key that is revoked on
 * the log is refused here a moment later. Thread-safe.
 */
public final class ApiKeys implements AutoCloseable {
    private final Map<String, ApiKeyDefined> byId = new ConcurrentHashMap<>();
    private final Map<String, ApiKeyDefined> byHash = new ConcurrentHashMap<>();
    private final Optional<TopicTail<String, ApiKeyDefined>> tail;

    /** Keys that are fed by {@link #accept} alone: none, unless a test feeds some. */
    public ApiKeys() {
        tail = Optional.empty();
    }

    private ApiKeys(KafkaClients kafka) {
        tail = Optional.of(new TopicTail<>(kafka, kafka.topics().apiKeys(), Start.EARLIEST, this::accept));
    }

    /** The keys on the log. */
    public static ApiKeys following(KafkaClients kafka) {
        return new ApiKeys(kafka);
    }

    /** Whose {@code key} it is; empty when nobody's, or revoked. */
    public Optional<Caller> find(String key) {
        return Optional.ofNullable(byHash.get(hash(key)))
                .filter(defined -> !defined.getRevoked())
                .map(defined -> new Caller(defined.getProject(), defined.getKeyId(), defined.getAdmin()));
    }

    /** Whether there is or was a key of this hash. */
    public boolean isKnown(String sha256) {
        return byHash.containsKey(sha256);
    }

    /** The hash under which a key is kept. */
    public static String hash(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Waits until every key that was defined before this call is known here. */
    public void awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        if (tail.isPresent()) {
            tail.get().awaitEnd(timeout);
        }
    }

    /** Called on one thread at a time. */
    void accept(String keyId, @Nullable ApiKeyDefined defined) {
        requireNonNull(keyId);
        ApiKeyDefined before = defined == null ? byId.remove(keyId) : byId.put(keyId, defined);
        if (defined != null) {
            byHash.put(defined.getSha256(), defined);
        }
        if (before != null && (defined == null || !defined.getSha256().equals(before.getSha256()))) {
            byHash.remove(before.getSha256(), before);
        }
    }

    @Override
    public void close() {
        tail.ifPresent(TopicTail::close);
    }
}
