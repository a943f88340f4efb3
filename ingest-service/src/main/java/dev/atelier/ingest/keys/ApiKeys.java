package dev.atelier.ingest.keys;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.ingest.keys.Passes.Pass;
import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API keys there are, found by the SHA-256 of a key: the keys themselves are kept nowhere. A key that is made, rotated
 * or revoked on the log is so here a moment later. What is revoked stays revoked. Thread-safe.
 */
public final class ApiKeys implements AutoCloseable {
    private final InstantSource clock;
    private final Map<String, Held> byId = new ConcurrentHashMap<>();
    private final Map<String, Held> byHash = new ConcurrentHashMap<>();
    private final Optional<TopicTail<String, ApiKeyDefined>> tail;

    /** A key, and its holder, who is the same at each request. */
    private record Held(ApiKeyDefined defined, Caller caller) {
        static Held of(ApiKeyDefined defined) {
            return new Held(defined, Caller.of(defined));
        }

        /** The hash of the key, and that of the one before it. */
        Set<String> hashes() {
            return Stream.concat(Stream.of(defined.getSha256()), defined.getPreviousSha256().stream())
                    .collect(Collectors.toSet());
        }
    }

    /** Keys that are fed by {@link #accept} alone: none, unless a test feeds some. */
    public ApiKeys(InstantSource clock) {
        this.clock = requireNonNull(clock);
        tail = Optional.empty();
    }

    private ApiKeys(KafkaClients kafka, InstantSource clock) {
        this.clock = requireNonNull(clock);
        tail = Optional.of(new TopicTail<>(kafka, kafka.topics().apiKeys(), Start.EARLIEST, this::accept));
    }

    /** The keys on the log. */
    public static ApiKeys following(KafkaClients kafka, InstantSource clock) {
        return new ApiKeys(kafka, clock);
    }

    /** Whose {@code key} it is. */
    public Identity identify(String key) {
        String hash = hash(key);
        Held held = byHash.get(hash);
        if (held == null) {
            return new Identity.Unknown();
        }
        return isGood(held.defined(), hash)
                ? new Identity.Known(held.caller(), held.defined().getRateLimit())
                : new Identity.Ended();
    }

    /** Who has {@code pass}: whoever has its key, as far as the pass goes. */
    public Identity identify(Pass pass) {
        Held held = byId.get(pass.keyId());
        if (held == null || !isGood(held.defined())) {
            return new Identity.Ended();
        }
        return held.caller()
                .running(pass.models())
                .<Identity>map(
                        caller -> new Identity.Known(caller, held.defined().getRateLimit()))
                .orElseGet(Identity.Ended::new);
    }

    private boolean isGood(ApiKeyDefined defined, String hash) {
        return isGood(defined)
                && (hash.equals(defined.getSha256())
                        || defined.getPreviousUntil()
                                .filter(clock.instant()::isBefore)
                                .isPresent());
    }

    /** Whether key {@code defined} is neither revoked nor expired. */
    public boolean isGood(ApiKeyDefined defined) {
        return !defined.getRevoked()
                && defined.getExpiresAt().map(clock.instant()::isBefore).orElse(true);
    }

    /** The key of that id, be it good or not. */
    public Optional<ApiKeyDefined> get(String keyId) {
        return Optional.ofNullable(byId.get(keyId)).map(Held::defined);
    }

    /** All keys, good or not, in no order. */
    public Collection<ApiKeyDefined> all() {
        return List.copyOf(byId.values()).stream().map(Held::defined).toList();
    }

    /** Whether there is or was a key of this hash. */
    public boolean isKnown(String sha256) {
        return byHash.containsKey(sha256);
    }

    /** The hash under which a key is kept. */
    public static String hash(String key) {
        return Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
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
        if (defined == null) {
            Held before = byId.remove(keyId);
            forget(before, Set.of());
            return;
        }
        Held held = Held.of(afterRevocation(keyId, defined));
        Held before = byId.put(keyId, held);
        held.hashes().forEach(hash -> byHash.put(hash, held));
        forget(before, held.hashes());
    }

    /** One instance may rotate a key just when another revokes it: the end counts, in whichever order they come. */
    private ApiKeyDefined afterRevocation(String keyId, ApiKeyDefined defined) {
        boolean revoked = get(keyId).filter(ApiKeyDefined::getRevoked).isPresent();
        return revoked ? ApiKeyDefined.newBuilder(defined).setRevoked(true).build() : defined;
    }

    private void forget(@Nullable Held before, Set<String> kept) {
        if (before != null) {
            before.hashes().stream().filter(hash -> !kept.contains(hash)).forEach(hash -> byHash.remove(hash, before));
        }
    }

    @Override
    public void close() {
        tail.ifPresent(TopicTail::close);
    }
}
