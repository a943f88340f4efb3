package dev.atelier.ingest.callbacks;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.callbacks.VendorSignature.Verdict;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The keys that a vendor publishes at one address. They are kept for a day, and fetched again when none of them fits, since
 * the vendor may have a new one; either way once a minute at most. Thread-safe; a caller may wait for a fetch.
 */
final class PublishedKeys {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    /** Shorter than the vendor waits for our answer. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(5), 256 * 1024);

    private final Outlet outlet;
    private final HttpUrl address;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile Known known = new Known(Ed25519Keys.NONE, Instant.MIN);
    private Instant nextFetch = Instant.MIN;
    private boolean answered;

    private record Known(Ed25519Keys keys, Instant until) {}

    PublishedKeys(Outlet outlet, HttpUrl address, InstantSource clock) {
        this.outlet = requireNonNull(outlet);
        this.address = requireNonNull(address);
        this.clock = requireNonNull(clock);
    }

    /** Whether one of the keys made {@code signature} of {@code message}; undecided when they cannot be had. */
    Verdict verify(byte[] message, byte[] signature) throws InterruptedException {
        var before = known;
        if (holds(before) && before.keys().fit(message, signature)) {
            return Verdict.GENUINE;
        }
        var after = newerThan(before);
        if (after.isEmpty()) {
            return Verdict.UNDECIDED;
        }
        return after.get().keys().fit(message, signature) ? Verdict.GENUINE : Verdict.WRONG;
    }

    private boolean holds(Known keys) {
        return clock.instant().isBefore(keys.until());
    }

    /** What is published now, or was within the last minute; none when the vendor did not say. */
    private Optional<Known> newerThan(Known seen) throws InterruptedException {
        fetching.lockInterruptibly();
        try {
            // Whoever waited for another's fetch takes what that one found.
            if (known.equals(seen) && !clock.instant().isBefore(nextFetch)) {
                nextFetch = clock.instant().plus(BETWEEN_FETCHES);
                var fetched = fetch();
                answered = fetched.isPresent();
                fetched.ifPresent(
                        keys -> known = new Known(keys, clock.instant().plus(KEPT)));
            }
            return answered && holds(known) ? Optional.of(known) : Optional.empty();
        } finally {
            fetching.unlock();
        }
    }

    private Optional<Ed25519Keys> fetch() throws InterruptedException {
        var request = new Request.Builder()
                .url(address)
                .header("Accept", "application/json")
                .header("User-Agent", "atelier")
                .build();
        return outlet.send(request, LIMITS) instanceof Reply.Answer<byte[]> answer && answer.isSuccess()
                ? Ed25519Keys.read(answer.body())
                : Optional.empty();
    }
}
